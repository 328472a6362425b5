package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a form's body, url-encoded or multipart. Files of a multipart body are passed
 * over. Thread-safe.
 */
public final class FormFields {
  private static final String URL_ENCODED = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";
  private final int maxFields;

  /**
   * @param maxFields most fields that are taken, files included
   */
  public FormFields(int maxFields) {
    this.maxFields = maxFields;
  }

  /** Whether bodies of this media type are forms in parts. */
  public static boolean inParts(MediaType media) {
    return media.type().equals(MULTIPART);
  }

  /** Whether bodies of this media type are forms. */
  public static boolean takes(MediaType media) {
    return inParts(media) || (media.type().equals(URL_ENCODED) && media.utf8());
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
    return switch (Multipart.of(boundary, body, maxFields)) {
      case Multipart.Parts(var parts) -> fields(parts, body);
      case Multipart.TooMany() -> tooMany();
      case Multipart.Broken(var detail) -> new Decoded.Unreadable(Reason.NOT_MULTIPART, detail);
    };
  }

  private static Decoded fields(List<Multipart.Part> parts, String body) {
    Values values = new Values(Raw.Form.MULTIPART, body, 0);
    for (Multipart.Part part : parts) {
      String name = part.name();
      if (name != null && !part.file()) {
        values.add(name, Kind.TEXT, part.value(body));
      }
    }
    return new Decoded.Events(List.of(values));
  }

  private Decoded tooMany() {
    return new Decoded.Unreadable(Reason.TOO_MANY_PARAMETERS, "more than " + maxFields + " fields");
  }

  private static Decoded unsupported() {
    return new Decoded.Unreadable(Reason.MEDIA_TYPE, "not a form in UTF-8");
  }
}
