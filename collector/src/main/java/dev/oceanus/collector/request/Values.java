package dev.oceanus.collector.request;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The named values of one event in the order in which they were sent, repeated names included, and
 * the text that they were read from. Not thread-safe; not changed once it is handed on.
 */
public final class Values {
  private static final int USUAL = 16;

  private final Raw.Form form;
  private final String source;
  private final int start;
  private int end;
  private Decoded.@Nullable Unreadable unfit;
  private int size;
  private String[] names = new String[USUAL];
  private String[] texts = new String[USUAL];
  private Kind[] kinds = new Kind[USUAL];

  /**
   * @param form how that was written
   * @param source what was sent
   * @param start where this event begins in it
   */
  Values(Raw.Form form, String source, int start) {
    this.form = form;
    this.source = source;
    this.start = start;
    this.end = source.length();
  }

  /** No values at all, from an empty text. */
  public static Values none() {
    return new Values(Raw.Form.ABSENT, "", 0);
  }

  /** No values yet, from what another was read from. */
  public static Values like(Values other) {
    Values values = new Values(other.form, other.source, other.start);
    values.end = other.end;
    return values;
  }

  /** Adds a value behind the others. */
  public void add(String name, Kind kind, String text) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      texts = Arrays.copyOf(texts, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
    }
    names[size] = name;
    texts[size] = text;
    kinds[size] = kind;
    size++;
  }

  /** Says where this event ends in its source. */
  void endsAt(int position) {
    end = position;
  }

  /** Says why what stood where the event should be has no values. */
  void isUnfit(Decoded.Unreadable why) {
    unfit = why;
  }

  /** Why these are not the values of an object, of which there are none then; else null. */
  public Decoded.@Nullable Unreadable unfit() {
    return unfit;
  }

  /** Number of values. */
  public int size() {
    return size;
  }

  /** Name of the value at this position. */
  public String name(int index) {
    return names[index];
  }

  /** How the value at this position was written. */
  public Kind kind(int index) {
    return kinds[index];
  }

  /** The value at this position: text decoded, everything else as it was written. */
  public String text(int index) {
    return texts[index];
  }

  /** The last value of this name, or null if there is none. */
  public @Nullable String last(String name) {
    for (int i = size - 1; i >= 0; i--) {
      if (names[i].equals(name)) {
        return texts[i];
      }
    }
    return null;
  }

  /** These values behind others, so that of a repeated name they count. */
  public Values behind(Values others) {
    Values all = like(this);
    for (Values each : new Values[] {others, this}) {
      for (int i = 0; i < each.size; i++) {
        all.add(each.names[i], each.kinds[i], each.texts[i]);
      }
    }
    return all;
  }

  /** How often this name occurs. */
  public int count(String name) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        count++;
      }
    }
    return count;
  }

  /** The text of the event as it was sent. */
  public String raw() {
    return source.substring(start, end);
  }

  /** The event as it was sent. */
  public Raw sent() {
    return new Raw(form, raw());
  }
}
