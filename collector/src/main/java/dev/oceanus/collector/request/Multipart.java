package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a multipart body are. Texts are one char a byte, since boundaries are bytes.
 */
public sealed interface Multipart {
  /** The parts in the order in which they were sent. */
  record Parts(List<Part> parts) implements Multipart {
    public Parts {
      parts = List.copyOf(parts);
    }
  }

  /** There are more parts than are taken. */
  record TooMany() implements Multipart {}

  /**
   * It cannot be taken apart.
   *
   * @param detail what was found, in words of ours
   */
  record Broken(String detail) implements Multipart {}

  /**
   * A part.
   *
   * @param name of the field, decoded, or null if its headers give none
   * @param file whether it is a file
   * @param start of its headers, behind the line of the boundary
   * @param valueStart where its value begins
   * @param end behind its value
   */
  record Part(@Nullable String name, boolean file, int start, int valueStart, int end) {
    /** The value. */
    public String value(String body) {
      return new String(body.substring(valueStart, end).getBytes(ISO_8859_1), UTF_8);
    }
  }

  /** Longest boundary in characters. */
  int LONGEST_BOUNDARY = 70;

  /**
   * Takes a body apart.
   *
   * @param boundary as the header gives it, or null
   * @param most so many parts are taken
   */
  static Multipart of(@Nullable String boundary, String body, int most) {
    if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      return new Broken("no boundary of 1 to " + LONGEST_BOUNDARY + " characters");
    }
    String opening = "--" + boundary;
    if (!body.startsWith(opening)) {
      return new Broken("does not begin with its boundary");
    }
    List<Part> parts = new ArrayList<>();
    int at = opening.length();
    while (!body.startsWith("--", at)) {
      int headersEnd = body.indexOf("\r\n\r\n", at);
      int end = headersEnd < 0 ? -1 : body.indexOf("\r\n" + opening, headersEnd + 2);
      if (end < 0) {
        return new Broken("ends inside a part");
      }
      if (parts.size() == most) {
        return new TooMany();
      }
      parts.add(Headers.part(body, at, headersEnd, end));
      at = end + 2 + opening.length();
    }
    return new Parts(parts);
  }

  /** What the headers of a part say. */
  final class Headers {
    private static final Pattern DISPOSITION =
        Pattern.compile("content-disposition:[^;]*+", Pattern.CASE_INSENSITIVE);

    /** A parameter: its name, then its value between quotes or without them. */
    private static final Pattern PARAMETER =
        Pattern.compile(";\\s*+([^\\s=;\"]++)=(?:\"([^\"]*+)\"|([^\\s;\"]++))\\s*+");

    private Headers() {}

    private static Part part(String body, int start, int headersEnd, int end) {
      int valueStart = Math.min(headersEnd + 4, end);
      for (String header : body.substring(start, headersEnd).split("\r\n", -1)) {
        Matcher disposition = DISPOSITION.matcher(header);
        if (disposition.lookingAt()) {
          String parameters = header.substring(disposition.end());
          return named(parameters, new Part(null, false, start, valueStart, end));
        }
      }
      return new Part(null, false, start, valueStart, end);
    }

    private static Part named(String parameters, Part part) {
      String name = null;
      boolean file = false;
      Matcher parameter = PARAMETER.matcher(parameters);
      while (!file && parameter.lookingAt()) {
        String key = parameter.group(1).toLowerCase(Locale.ROOT);
        file = key.startsWith("filename");
        if (key.equals("name")) {
          name = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
        }
        parameter.region(parameter.end(), parameters.length());
      }
      String decoded = name == null ? null : decoded(name);
      return new Part(decoded, file, part.start(), part.valueStart(), part.end());
    }

    /** Browsers escape a quote and line ends in names, and nothing else. */
    private static String decoded(String name) {
      return new String(name.getBytes(ISO_8859_1), UTF_8)
          .replace("%22", "\"")
          .replace("%0D%0A", "\r\n");
    }
  }
}
