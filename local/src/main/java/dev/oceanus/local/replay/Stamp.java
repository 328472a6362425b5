package dev.oceanus.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives an event what would otherwise be made anew whenever it is sent: its identity, and the time
 * at which it happened, which the collector counts back from the time of sending.
 */
final class Stamp {
  /** Column of an event's identity. */
  static final String EVENT_ID = "event_id";

  private static final String OCCURRED_AT = "occurred_at";

  /** The page's clock at sending; what is sent later must not be corrected by it. */
  private static final String SENT = "st";

  private final Site site;
  private final List<String> idNames;
  private final @Nullable String timeName;

  /**
   * @param site one whose table has a column for an event's identity
   */
  Stamp(Site site) {
    this.site = site;
    Schema schema = site.schema();
    this.idNames = schema.field(schema.index(EVENT_ID)).source().names();
    int time = schema.indexOf(OCCURRED_AT);
    this.timeName = time < 0 ? null : schema.field(time).source().names().getFirst();
  }

  /** An identity that is the same whenever it is asked for, of the form of a UUID (version 8). */
  static String derived(String rowIdentity, int index) {
    byte[] digest = sha256().digest((rowIdentity + "/" + index).getBytes(UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    long high = (bytes.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (bytes.getLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether values on the wire say which event it is. */
  boolean hasId(Values wire) {
    for (int i = 0; i < wire.size(); i++) {
      boolean there = wire.kind(i) != Kind.NULL && !wire.text(i).isBlank();
      if (there && idNames.contains(wire.name(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The values with an identity and a time.
   *
   * @param id to be added, or null where the values have one
   * @param occurred when it happened, or null if the table has no such column
   */
  Values on(Values sent, Accepts by, @Nullable String id, @Nullable Instant occurred) {
    Values stamped = Values.none();
    // Of a form's repeated field the last one counts, and the site may give each name a meaning.
    boolean form = by == Accepts.FORM;
    for (int i = 0; i < sent.size(); i++) {
      String name = sent.name(i);
      boolean replaced =
          !form
              && ((id != null && idNames.contains(name))
                  || (occurred != null && (name.equals(timeName) || name.equals(SENT))));
      if (!replaced) {
        stamped.add(name, sent.kind(i), sent.text(i));
      }
    }
    if (id != null) {
      stamped.add(free(form, idNames), Kind.TEXT, id);
    }
    if (occurred != null && timeName != null && !(form && means(timeName))) {
      stamped.add(timeName, form ? Kind.TEXT : Kind.NUMBER, millis(occurred));
    }
    return stamped;
  }

  private String free(boolean form, List<String> names) {
    return names.stream().filter(name -> !form || !means(name)).findFirst().orElse(EVENT_ID);
  }

  /** Whether the site gives a form field of this name a meaning of its own. */
  private boolean means(String name) {
    return site.form().columns().containsKey(name);
  }

  /** As a page's clock tells the time, to the microsecond. */
  static String millis(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000, 3)
        .stripTrailingZeros()
        .toPlainString();
  }
}
