package dev.oceanus.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class NamelessTest {
  private static String printed(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void tellsTypesAndPlacesAndNoMessages() {
    Throwable e =
        new IllegalStateException(
            "of me@x.example", new NumberFormatException("for \"203.0.113.9\""));
    assertThat(printed(Nameless.of(e)))
        .contains("java.lang.IllegalStateException", "java.lang.NumberFormatException")
        .contains("NamelessTest.tellsTypesAndPlacesAndNoMessages")
        .doesNotContain("me@x.example")
        .doesNotContain("203.0.113.9");
  }

  @Test
  void followsCausesSoFarOnly() {
    Throwable e = new IllegalStateException("0");
    for (int i = 0; i < 1_000; i++) {
      e = new IllegalStateException("cause", e);
    }
    int depth = 0;
    for (Throwable each = Nameless.of(e); each != null; each = each.getCause()) {
      depth++;
    }
    assertThat(depth).isEqualTo(9);
  }

  @Test
  void knowsAnExceptionByTypeAndPlace() {
    String[] kinds = new String[2];
    for (int i = 0; i < 2; i++) {
      kinds[i] = Nameless.kind(new IllegalStateException("message " + i));
    }
    assertThat(kinds[0]).isEqualTo(kinds[1]).contains("IllegalStateException at dev.oceanus");
    assertThat(Nameless.kind(new IllegalStateException("x"))).isNotEqualTo(kinds[0]);
  }
}
