package dev.oceanus.local.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLinesTest {
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private final RowLines lines = new RowLines(wire);
  private final StringBuilder shown = new StringBuilder();

  @Test
  void carriesRowsAsTheyAre() throws IOException {
    lines.columns(List.of(new Column("a", Column.Kind.NUMBER), new Column("灯", Column.Kind.JSON)));
    lines.row(Arrays.asList("1", null));
    lines.row(List.of("-2.5", "{\"x\":\"\n\u0000\"}"));
    lines.end();
    receive();

    assertThat(shown.toString())
        .isEqualTo("a,灯\r\n1,\r\n-2.5,\"{\"\"x\"\":\"\"\n\u0000\"\"}\"\r\n");
  }

  @Test
  void carriesWhatTheWarehouseSays() throws IOException {
    lines.columns(List.of(new Column("a", Column.Kind.TEXT)));
    lines.failed("Binder Error: no\nsuch column");

    assertThatThrownBy(this::receive)
        .isInstanceOf(QueryFailedException.class)
        .hasMessage("Binder Error: no\nsuch column");
  }

  @Test
  void doesNotTakeABrokenAnswerForAWholeOne() throws IOException {
    lines.columns(List.of(new Column("a", Column.Kind.TEXT)));
    lines.row(List.of("1"));
    lines.end();
    String whole = wire.toString(UTF_8);
    for (int length = 0; length < whole.lastIndexOf(']'); length++) {
      String part = whole.substring(0, length);

      assertThatThrownBy(() -> receive(part)).isInstanceOf(IOException.class);
    }
  }

  private void receive() throws IOException {
    receive(wire.toString(UTF_8));
  }

  private void receive(String text) throws IOException {
    RowLines.read(new ByteArrayInputStream(text.getBytes(UTF_8)), Formats.of("csv", shown));
  }
}
