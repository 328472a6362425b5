package dev.oceanus.collector.click;

/**
 * Where a URL leads as every browser understands it, or why it is not sure to. Stricter than
 * browsers are: what they mend silently is what misleads whoever compares hosts.
 */
public sealed interface Destination {
  /** Longest URL that is taken, in characters. */
  int LONGEST = 4096;

  /**
   * A page of the web.
   *
   * @param url normalised, in ASCII, and without anything that could end a header
   * @param authority host in lower case, and the port where it is not the scheme's own
   * @param path of the URL, without query
   */
  record Web(String url, String authority, String path) implements Destination {}

  /**
   * Something else.
   *
   * @param why the rule that was broken, in words of ours
   */
  record Unsure(String why) implements Destination {}

  /** Reads a URL. */
  static Destination of(String text) {
    String why = UrlReading.unsure(text);
    return why == null ? new UrlReading(text).destination() : new Unsure(why);
  }
}
