package dev.oceanus.collector.refused;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.refused.Kept.State;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Multipart;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.common.mask.Masking;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a site's setting what is kept of what it was sent: masked first, then cut, so that
 * nothing which is masked can hide in a text that was cut. Immutable.
 */
public final class RawKeeper {
  private static final int LONGEST =
      Schemas.REFUSED.field(Schemas.REFUSED.index("raw")).maxLength();

  private final Masking masking;
  private final Masking ofHeaders;
  private final boolean keepRaw;

  public RawKeeper(Site site) {
    this.masking = new Masking(site.hiddenNames());
    this.ofHeaders = new Masking(site.maskedNames());
    this.keepRaw = site.refused().keepRaw();
  }

  /**
   * What is kept of what was sent, as text.
   *
   * @param contentType the header, or null
   */
  public Kept keep(Raw raw, @Nullable String contentType) {
    if (raw.form() == Raw.Form.ABSENT) {
      return new Kept("", State.ABSENT);
    }
    String masked = keepRaw ? masked(raw, contentType) : null;
    if (masked == null) {
      return new Kept("", State.WITHHELD);
    }
    State state = masked.equals(raw.text()) ? State.WHOLE : State.MASKED;
    return new Kept(readable(raw.form(), masked), state).cutTo(LONGEST);
  }

  /** What is kept of what was sent by somebody of whom nothing is to be known: nothing. */
  public Kept withheld(Raw raw) {
    return new Kept("", raw.form() == Raw.Form.ABSENT ? State.ABSENT : State.WITHHELD);
  }

  /**
   * What is kept of a header, or of what was made of one.
   *
   * @param names of the columns that it fills, any of which may be masked
   */
  public @Nullable String header(@Nullable String value, String... names) {
    if (value == null || value.isEmpty()) {
      return value;
    }
    for (String name : names) {
      if (ofHeaders.hides(name)) {
        return Masking.MASK;
      }
    }
    String masked = ofHeaders.value(value);
    return masked == null ? Masking.MASK : masked;
  }

  private @Nullable String masked(Raw raw, @Nullable String contentType) {
    if (masking.isEmpty()) {
      return raw.text();
    }
    return switch (raw.form()) {
      case ABSENT -> "";
      case URL_ENCODED -> masking.pairs(raw.text());
      case JSON -> masking.json(raw.text());
      case MULTIPART -> multipart(MediaType.parse(contentType).boundary(), raw.text());
    };
  }

  private @Nullable String multipart(@Nullable String boundary, String body) {
    if (!(Multipart.of(boundary, body, Integer.MAX_VALUE) instanceof Multipart.Parts all)) {
      return masking.couldHold(body) ? null : body;
    }
    StringBuilder masked = new StringBuilder(body.length());
    int copied = 0;
    for (Multipart.Part part : all.parts()) {
      String name = part.name();
      String before = part.value(body);
      String after = name == null || masking.hides(name) ? Masking.MASK : masking.value(before);
      if (after == null) {
        return null;
      }
      if (before.isEmpty() || after.equals(before)) {
        continue;
      }
      // A file's headers hold its name, which may say as much as its content.
      boolean headers = name == null || part.file();
      masked.append(body, copied, headers ? part.start() : part.valueStart());
      masked.append(headers ? anonymous(name) : "").append(bytes(after));
      copied = part.end();
    }
    return masked.append(body, copied, body.length()).toString();
  }

  private static String anonymous(@Nullable String name) {
    String field = bytes(name == null ? "" : name).replace("\"", "%22").replaceAll("[\r\n]", "");
    return "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n";
  }

  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** As text that means the same: bytes of a query beyond ASCII become escapes. */
  private static String readable(Raw.Form form, String text) {
    return switch (form) {
      case ABSENT, JSON -> text;
      case MULTIPART -> new String(text.getBytes(ISO_8859_1), UTF_8);
      case URL_ENCODED -> escaped(text);
    };
  }

  private static String escaped(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() * 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        escaped.append(c);
      } else {
        escaped.append("%%%02X".formatted((int) c));
      }
    }
    return escaped.toString();
  }
}
