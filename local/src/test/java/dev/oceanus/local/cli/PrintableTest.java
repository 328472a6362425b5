package dev.oceanus.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PrintableTest {
  @Test
  void keepsEachTextOnItsLine() {
    assertThat(Printable.text("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
    assertThat(Printable.text("a\u2028b\u2029c\u0085d")).isEqualTo("a\\u{2028}b\\u{2029}c\\u{85}d");
  }

  @Test
  void showsWhatWouldSteerATerminalOrTurnTheText() {
    assertThat(Printable.text("\u001b[31m\u009b1m\u007f")).isEqualTo("\\u{1b}[31m\\u{9b}1m\\u{7f}");
    assertThat(Printable.text("a\u202eb\u2066c\ufeff")).isEqualTo("a\\u{202e}b\\u{2066}c\\u{feff}");
    assertThat(Printable.text("a\ud800b")).isEqualTo("a\\u{d800}b");
  }

  @Test
  void leavesWritingsOfTheWorldAsTheyAre() {
    String text = "日本語 ελληνικά ﷽ 👩‍🚀 é";

    assertThat(Printable.text(text)).isSameAs(text);
  }

  @Test
  void leavesJsonTheSameJson() {
    String json = "{\"a\":\"x\u202e\u009b\u2028y\udb40\udc01\"}";
    String shown = Printable.json(json);

    assertThat(shown).isEqualTo("{\"a\":\"x\\u202e\\u009b\\u2028y\\udb40\\udc01\"}");
    assertThat(JsonMapper.shared().readTree(shown)).isEqualTo(JsonMapper.shared().readTree(json));
  }
}
