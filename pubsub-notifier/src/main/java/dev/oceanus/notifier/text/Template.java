package dev.oceanus.notifier.text;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.List;
import java.util.Set;

/**
 * A text in which names stand for values, in Mustache's notation. It only substitutes: it cannot
 * call, include or define anything, values are not read as templates, and what it writes is
 * bounded. Immutable and thread-safe.
 */
public final class Template {
  /** The longest text that it makes, in UTF-16 units; what is beyond is cut. */
  public static final int LONGEST = 100_000;

  private final Place place;
  private final com.samskivert.mustache.Template filled;
  private final Set<String> used;

  /**
   * What is wrong with a template.
   *
   * @param at position in its text, counted from 0
   * @param rule what is wrong, in words
   */
  public record Fault(int at, String rule) {}

  /**
   * What became of a template.
   *
   * @param whole false if something had to be cut
   */
  public record Filled(String text, boolean whole) {}

  /** A template has these faults. */
  public static final class FaultyException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never written
    private final List<Fault> faults;

    FaultyException(List<Fault> faults) {
      super(faults.toString());
      this.faults = List.copyOf(faults);
    }

    /** At least one. */
    public List<Fault> faults() {
      return faults;
    }
  }

  private Template(Place place, com.samskivert.mustache.Template filled, Set<String> used) {
    this.place = place;
    this.filled = filled;
    this.used = used;
  }

  /**
   * A template.
   *
   * @param place where its text ends up
   * @param names what it may name
   * @throws FaultyException naming everything that it must not have
   */
  public static Template of(String text, Place place, Names names) throws FaultyException {
    TagReader reader = new TagReader(text, place, names);
    List<Fault> faults = reader.read();
    if (!faults.isEmpty()) {
      throw new FaultyException(faults);
    }
    try {
      com.samskivert.mustache.Template compiled =
          Mustache.compiler()
              .escapeHTML(false)
              .withEscaper(place::escape)
              .withFormatter(Written::text)
              .withCollector(new PlainCollector())
              .defaultValue("")
              .emptyStringIsFalse(true)
              .compile(text);
      return new Template(place, compiled, Set.copyOf(reader.used()));
    } catch (MustacheException e) {
      throw new FaultyException(List.of(new Fault(0, String.valueOf(e.getMessage()))));
    }
  }

  /** Whether it names this, or a member of it. */
  public boolean uses(String name) {
    return used.contains(name);
  }

  /** Fills it. */
  public Filled fill(View view) {
    BoundedWriter out = new BoundedWriter(LONGEST);
    Filling filling = new Filling();
    try {
      filled.execute(filling.context(view), out);
    } catch (MustacheException e) {
      if (!out.full()) {
        throw new IllegalStateException("a template for " + place + " cannot be filled", e);
      }
    }
    return new Filled(out.toString(), !out.full() && filling.whole());
  }
}
