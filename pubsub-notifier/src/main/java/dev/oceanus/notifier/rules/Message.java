package dev.oceanus.notifier.rules;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.text.Template;
import dev.oceanus.notifier.text.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What an action says, with names in the place of values. Immutable and thread-safe. */
public sealed interface Message {
  /**
   * Puts the values in.
   *
   * @throws UnfitException if what comes out is not what the target takes
   */
  Content fill(View view) throws UnfitException;

  /** Its templates. */
  Stream<Template> templates();

  /** What came out of a message cannot be sent. */
  final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  /** A text. */
  record Text(Template text) implements Message {
    @Override
    public Content fill(View view) {
      return new Content.Text(text.fill(view).text());
    }

    @Override
    public Stream<Template> templates() {
      return Stream.of(text);
    }
  }

  /** A mail. */
  record Mail(Template subject, Template text, @Nullable Template html) implements Message {
    @Override
    public Content fill(View view) {
      return new Content.Mail(
          subject.fill(view).text(),
          text.fill(view).text(),
          html == null ? null : html.fill(view).text());
    }

    @Override
    public Stream<Template> templates() {
      return html == null ? Stream.of(subject, text) : Stream.of(subject, text, html);
    }
  }

  /** A body of JSON. */
  record Body(Template json) implements Message {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Content fill(View view) throws UnfitException {
      Template.Filled filled = json.fill(view);
      if (!filled.whole()) {
        throw new UnfitException("the JSON is longer than " + Template.LONGEST + " characters");
      }
      try {
        if (JSON.readTree(filled.text()).isMissingNode()) {
          throw new UnfitException("the JSON is empty");
        }
      } catch (JacksonException e) {
        throw new UnfitException("what the template makes is no JSON");
      }
      return new Content.Body(filled.text());
    }

    @Override
    public Stream<Template> templates() {
      return Stream.of(json);
    }
  }

  /** A row of a sheet. */
  record Row(Template tab, List<String> header, List<Template> cells) implements Message {
    public Row {
      header = List.copyOf(header);
      cells = List.copyOf(cells);
    }

    @Override
    public Content fill(View view) {
      List<String> filled = new ArrayList<>();
      for (Template cell : cells) {
        filled.add(cell.fill(view).text());
      }
      return new Content.Row(tab.fill(view).text(), header, filled);
    }

    @Override
    public Stream<Template> templates() {
      return Stream.concat(Stream.of(tab), cells.stream());
    }
  }
}
