package dev.oceanus.notifier.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation. */
public final class Page {
  private Page() {}

  /**
   * The first block of code in this language.
   *
   * @param name of the page, in docs/
   */
  public static String block(String name, String language) throws IOException {
    String page = Files.readString(Path.of("..", "docs", name));
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(page);
    if (!block.find()) {
      throw new IOException(name + " has no code in " + language);
    }
    return block.group(1);
  }
}
