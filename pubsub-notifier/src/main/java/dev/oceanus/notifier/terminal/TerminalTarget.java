package dev.oceanus.notifier.terminal;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.Target;
import java.util.List;
import java.util.function.Consumer;

/**
 * A terminal, one line a notice, whatever kind of target it stands for. What would end the line,
 * move the cursor or turn the direction of writing is left out, so that no event can forge what a
 * person sees.
 */
public final class TerminalTarget implements Target {
  private static final int LONGEST = 2_000;
  private static final int MOST = 100;

  private final Content.Kind kind;
  private final Consumer<String> lines;

  /**
   * @param kind what it shows
   * @param lines gets each line, without its end
   */
  public TerminalTarget(Content.Kind kind, Consumer<String> lines) {
    this.kind = kind;
    this.lines = lines;
  }

  @Override
  public Content.Kind kind() {
    return kind;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Delivery deliver(List<Notice> notices) {
    for (Notice notice : notices) {
      lines.accept(clean(notice.rule() + ": " + text(notice.content())));
    }
    return new Delivery.Delivered();
  }

  private static String text(Content content) {
    return switch (content) {
      case Content.Text text -> text.text();
      case Content.Mail mail -> mail.subject() + "\n" + mail.text();
      case Content.Body body -> body.json();
      case Content.Row row -> row.tab() + ": " + String.join(", ", row.cells());
    };
  }

  private static String clean(String text) {
    String line = String.join(" | ", text.strip().split("\\R+")).replace('\t', ' ');
    StringBuilder shown = new StringBuilder();
    line.codePoints().filter(c -> !isHidden(c)).limit(LONGEST + 1L).forEach(shown::appendCodePoint);
    if (shown.codePointCount(0, shown.length()) > LONGEST) {
      shown.setLength(shown.offsetByCodePoints(0, LONGEST));
      shown.append('…');
    }
    return shown.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          c != 0x200d; // joins emoji
      default -> false;
    };
  }
}
