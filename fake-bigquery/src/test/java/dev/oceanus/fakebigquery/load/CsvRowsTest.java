package dev.oceanus.fakebigquery.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.schema.ColumnsForTests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  @Test
  void readsQuotedAndEmptyValues() throws IOException, BadRowException {
    assertThat(read("{}", "\"a, \"\"b\"\"\",1\n,\n\"\",2\nx,3"))
        .containsExactly("[a, \"b\", 1]", "[null, null]", "[, 2]", "[x, 3]");
  }

  @Test
  void skipsTheHeading() throws IOException, BadRowException {
    assertThat(read("{\"skipLeadingRows\":\"1\"}", "a,n\nx,3\n")).containsExactly("[x, 3]");
  }

  @Test
  void readsOtherSeparatorsAndNulls() throws IOException, BadRowException {
    assertThat(read("{\"fieldDelimiter\":\"\\t\",\"nullMarker\":\"-\"}", "x\t-\n"))
        .containsExactly("[x, null]");
  }

  @Test
  void refusesRowsOfAnotherLength() {
    assertThatThrownBy(() -> read("{}", "x\n"))
        .hasMessage("Row has only 1 column(s) while 2 needed.");
    assertThatThrownBy(() -> read("{}", "x,1,2\n"))
        .hasMessage("Too many values in row. Found 3 column(s) while expected 2.");
  }

  @Test
  void takesThemWhenToldTo() throws IOException, BadRowException {
    assertThat(read("{\"allowJaggedRows\":true,\"ignoreUnknownValues\":true}", "x\ny,1,2\n"))
        .containsExactly("[x, null]", "[y, 1]");
  }

  @Test
  void refusesOpenQuotes() {
    assertThatThrownBy(() -> read("{}", "\"x,1\n"))
        .isInstanceOf(BadRowException.class)
        .hasMessageContaining("Missing close quote");
    assertThatThrownBy(() -> read("{}", "\"x\"y,1\n"))
        .isInstanceOf(BadRowException.class)
        .hasMessageContaining("close quote character");
  }

  @Test
  void readsEndsOfLinesInQuotesWhenToldTo() throws IOException, BadRowException {
    String options = "{\"allowQuotedNewlines\":true}";

    assertThat(read(options, "\"a\nb\r\n\"\"c\",1\r\nx,2\r\n"))
        .containsExactly("[a\nb\r\n\"c, 1]", "[x, 2]");
    assertThatThrownBy(() -> read(options, "\"a\nb,1\n")).hasMessageContaining("Missing close");
  }

  private static List<String> read(String options, String text)
      throws IOException, BadRowException {
    Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
    CsvRows rows =
        new CsvRows(ColumnsForTests.of("a STRING, n INT64"), CsvOptions.from(Json.parse(options)));
    List<String> found = new ArrayList<>();
    while (lines.next()) {
      @Nullable Object @Nullable [] values = rows.parse(lines);
      if (values != null) {
        found.add(Arrays.toString(values));
      }
    }
    return found;
  }
}
