package dev.oceanus.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class FormatsTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("name", Column.Kind.TEXT),
          new Column("n", Column.Kind.NUMBER),
          new Column("seen", Column.Kind.BOOLEAN),
          new Column("properties", Column.Kind.JSON));

  @Test
  void aTableIsAlignedAndShowsNulls() throws IOException {
    assertThat(
            written(
                "table", row("page_view", "12", "true", "{\"a\":1}"), row("x", "3", null, null)))
        .isEqualTo(
            """
             name      | n  | seen | properties
            -----------+----+------+------------
             page_view | 12 | true | {"a":1}
             x         |  3 | NULL | NULL
            (2 rows)
            """);
  }

  @Test
  void wideCharactersTakeTwoColumnsOfATable() throws IOException {
    assertThat(
            written(
                "table",
                row("灯台茶", "1", "true", null),
                row("ｶﾅ e\u0301", "2", "true", null),
                row("👩‍🚀🌊", "3", "true", null),
                row("ab", "4", "true", null)))
        .isEqualTo(
            """
             name   | n | seen | properties
            --------+---+------+------------
             灯台茶 | 1 | true | NULL
             ｶﾅ e\u0301   | 2 | true | NULL
             👩‍🚀🌊 | 3 | true | NULL
             ab     | 4 | true | NULL
            (4 rows)
            """);
  }

  @Test
  void noValueBreaksATable() throws IOException {
    assertThat(written("table", row("a\n b | c\u001b[2J", "1", "true", null)))
        .contains(" a\\n b | c\\u{1b}[2J | 1 ")
        .hasLineCount(4);
  }

  @Test
  void aTableOfManyRowsIsNotGathered() throws IOException {
    StringBuilder out = new StringBuilder();
    RowSink table = Formats.of("table", out);
    table.columns(COLUMNS);
    for (int i = 0; i < 1_500; i++) {
      table.row(row("x", Integer.toString(i), "true", null));
    }
    int before = out.length();
    table.row(row("longer than those before", "7", "true", null));

    assertThat(out.substring(before)).contains("longer than those before |   7 | true | NULL");
    table.end();
    assertThat(out).endsWith("(1,501 rows)\n");
  }

  @Test
  void anEmptyAnswerIsShownAsOne() throws IOException {
    assertThat(written("table")).endsWith("(0 rows)\n");
    assertThat(written("csv")).isEqualTo("name,n,seen,properties\r\n");
    assertThat(written("json")).isEqualTo("[]\n");
  }

  @Test
  void csvIsThatOfRfc4180AndTellsNullFromEmpty() throws IOException {
    assertThat(
            written(
                "csv",
                row("a,b", "1", "true", "{\"x\":\"y\"}"),
                row("line\nend", null, null, null),
                row("", "2", "false", "[]"),
                row(" plain ", "3", "false", "[]")))
        .isEqualTo(
            String.join(
                "\r\n",
                "name,n,seen,properties",
                "\"a,b\",1,true,\"{\"\"x\"\":\"\"y\"\"}\"",
                "\"line\nend\",,,",
                "\"\",2,false,[]",
                " plain ,3,false,[]",
                ""));
  }

  /** N01: also where the text has quotes of its own, and never a number. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "=HYPERLINK(\"https://evil.example\",\"x\")"
      })
  void csvHoldsNoTextThatASpreadsheetWouldTakeForAFormula(String text) throws IOException {
    assertThat(written("csv", row(text, "-1", "true", "[]")))
        .endsWith("\r\n\"'" + text.replace("\"", "\"\"") + "\",-1,true,[]\r\n");
    assertThat(written("json", row(text, "-1", "true", "[]")))
        .contains(JsonMapper.shared().writeValueAsString(text));
  }

  @Test
  void jsonHoldsNumbersAndJsonAsTheyAre() throws IOException {
    String json =
        written(
            "json",
            row("say \"hi\"\n\u2028", "12345678901234567890.5", "true", "{\"a\":[1,null]}"),
            row(null, "NaN", null, null));

    assertThat(json)
        .isEqualTo(
            """
            [
            {"name":"say \\"hi\\"\\n\\u2028","n":12345678901234567890.5,"seen":true,"properties":{"a":[1,null]}},
            {"name":null,"n":"NaN","seen":null,"properties":null}
            ]
            """);
    assertThat(JsonMapper.shared().readTree(json)).hasSize(2);
  }

  @Test
  void jsonTellsColumnsOfOneNameApart() throws IOException {
    StringBuilder out = new StringBuilder();
    RowSink json = Formats.of("json", out);
    json.columns(List.of(new Column("a", Column.Kind.NUMBER), new Column("a", Column.Kind.NUMBER)));
    json.row(row("1", "2"));
    json.end();

    assertThat(out.toString()).contains("{\"a\":1,\"a_1\":2}");
  }

  @SafeVarargs
  private static String written(String format, List<@Nullable String>... rows) throws IOException {
    StringBuilder out = new StringBuilder();
    RowSink sink = Formats.of(format, out);
    sink.columns(COLUMNS);
    for (List<@Nullable String> row : rows) {
      sink.row(row);
    }
    sink.end();
    return out.toString();
  }

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }
}
