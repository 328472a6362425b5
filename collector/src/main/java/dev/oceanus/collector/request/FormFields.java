package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a form's body, url-encoded or multipart. Files of a multipart body are passed
 * over. Thread-safe.
 */
public final class FormFields {
  private static final String URL_ENCODED = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";
  private static final Pattern DISPOSITION =
      Pattern.compile("content-disposition:[^;]*+", Pattern.CASE_INSENSITIVE);

  /** A parameter: its name, then its value between quotes or without them. */
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*+([^\\s=;\"]++)=(?:\"([^\"]*+)\"|([^\\s;\"]++))\\s*+");

  private static final int LONGEST_BOUNDARY = 70;

  private final int maxFields;

  /**
   * @param maxFields most fields that are taken, files included
   */
  public FormFields(int maxFields) {
    this.maxFields = maxFields;
  }

  /** Whether bodies of this media type are forms. */
  public static boolean takes(MediaType media) {
    return media.type().equals(MULTIPART) || (media.type().equals(URL_ENCODED) && media.utf8());
  }

  /** Reads a body of this media type. */
  public Decoded read(MediaType media, byte[] body) {
    return switch (media.type()) {
      case URL_ENCODED -> urlEncoded(media, body);
      case MULTIPART -> multipart(media.boundary(), new String(body, ISO_8859_1));
      default -> unsupported();
    };
  }

  private Decoded urlEncoded(MediaType media, byte[] body) {
    if (!media.utf8()) {
      return unsupported();
    }
    Optional<Values> values = UrlEncoded.read(new String(body, ISO_8859_1), maxFields);
    return values
        .<Decoded>map(found -> new Decoded.Events(List.of(found)))
        .orElseGet(this::tooMany);
  }

  /** The body as one char a byte, since boundaries are bytes. */
  private Decoded multipart(@Nullable String boundary, String body) {
    if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      return broken("no boundary of 1 to " + LONGEST_BOUNDARY + " characters");
    }
    String opening = "--" + boundary;
    if (!body.startsWith(opening)) {
      return broken("does not begin with its boundary");
    }
    Values values = new Values(body, 0);
    int fields = 0;
    int at = opening.length();
    while (!body.startsWith("--", at)) {
      int headersEnd = body.indexOf("\r\n\r\n", at);
      int end = headersEnd < 0 ? -1 : body.indexOf("\r\n" + opening, headersEnd + 2);
      if (end < 0) {
        return broken("ends inside a part");
      }
      if (++fields > maxFields) {
        return tooMany();
      }
      part(body.substring(at, headersEnd), body, Math.min(headersEnd + 4, end), end, values);
      at = end + 2 + opening.length();
    }
    return new Decoded.Events(List.of(values));
  }

  private static void part(String headers, String body, int start, int end, Values into) {
    for (String header : headers.split("\r\n", -1)) {
      Matcher disposition = DISPOSITION.matcher(header);
      if (disposition.lookingAt()) {
        field(header.substring(disposition.end()), utf8(body.substring(start, end)), into);
        return;
      }
    }
  }

  private static void field(String parameters, String value, Values into) {
    String name = null;
    Matcher parameter = PARAMETER.matcher(parameters);
    while (parameter.lookingAt()) {
      String key = parameter.group(1).toLowerCase(Locale.ROOT);
      if (key.startsWith("filename")) {
        return;
      }
      if (key.equals("name")) {
        name = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
      }
      parameter.region(parameter.end(), parameters.length());
    }
    if (name != null) {
      into.add(fieldName(name), Kind.TEXT, value);
    }
  }

  /** Browsers escape a quote and line ends in names, and nothing else. */
  private static String fieldName(String name) {
    return utf8(name).replace("%22", "\"").replace("%0D%0A", "\r\n");
  }

  private static String utf8(String latin1) {
    return new String(latin1.getBytes(ISO_8859_1), UTF_8);
  }

  private Decoded tooMany() {
    return new Decoded.Unreadable(Reason.TOO_MANY_PARAMETERS, "more than " + maxFields + " fields");
  }

  private static Decoded unsupported() {
    return new Decoded.Unreadable(Reason.MEDIA_TYPE, "not a form in UTF-8");
  }

  private static Decoded broken(String detail) {
    return new Decoded.Unreadable(Reason.NOT_MULTIPART, detail);
  }
}
