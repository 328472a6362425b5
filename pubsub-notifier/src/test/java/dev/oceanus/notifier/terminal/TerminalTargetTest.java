package dev.oceanus.notifier.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Content.Text;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.delivery.TargetContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalTargetTest implements TargetContract {
  private final List<String> lines = new ArrayList<>();
  private final TerminalTarget target = new TerminalTarget(Content.Kind.TEXT, lines::add);

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Notice notice(String id) {
    return text("hello " + id);
  }

  @Test
  void printsLineForEachNotice() {
    target.deliver(List.of(text("one"), text("two")));

    assertThat(lines).containsExactly("orders: one", "orders: two");
  }

  @Test
  void printsNothingThatMovesTheCursorOrEndsTheLine() {
    target.deliver(
        List.of(text("a\nb\r\n\r\nc\u001b[2Jd\u0007\u0000\te\u202ef\u2028g\u0085h\ud800i\n")));

    assertThat(lines).containsExactly("orders: a | b | c[2Jd ef | g | hi");
  }

  @Test
  void keepsEmojiThatAreJoined() {
    target.deliver(List.of(text("👩‍🚀")));

    assertThat(lines).containsExactly("orders: 👩‍🚀");
  }

  @Test
  void cutsWhatIsLong() {
    target.deliver(List.of(text("🦀".repeat(50_000))));

    assertThat(lines.getFirst().codePointCount(0, lines.getFirst().length())).isEqualTo(2_001);
    assertThat(lines.getFirst()).endsWith("🦀…");
  }

  @ParameterizedTest
  @MethodSource("contents")
  void showsWhatOtherTargetsWouldBeSent(Content content, String shown) {
    new TerminalTarget(content.kind(), lines::add)
        .deliver(List.of(new Notice("id", "orders", "here", Instant.EPOCH, content)));

    assertThat(lines).containsExactly(shown);
  }

  static List<Arguments> contents() {
    return List.of(
        Arguments.of(
            new Content.Mail("An order", "of Ann\nand Bo\n", "<b>of Ann</b>"),
            "orders: An order | of Ann | and Bo"),
        Arguments.of(new Content.Body("{\"a\": 1}"), "orders: {\"a\": 1}"),
        Arguments.of(
            new Content.Row("2026-11", List.of("When", "Who"), List.of("08:15", "=1+1")),
            "orders: 2026-11: 08:15, =1+1"));
  }

  private static Notice text(String text) {
    return new Notice("id", "orders", "here", Instant.EPOCH, new Text(text));
  }
}
