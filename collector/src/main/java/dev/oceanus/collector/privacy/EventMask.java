package dev.oceanus.collector.privacy;

import dev.oceanus.collector.parse.CanonicalJson;
import dev.oceanus.collector.request.CodePoints;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.mask.Masking;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.Site;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what a site masks in its events: whole columns, keys of the properties at any depth, and
 * parameters of URLs. What cannot be read, yet could hold a masked name, is replaced as a whole.
 * Immutable.
 */
final class EventMask {
  private static final String JSON_MASK = '"' + Masking.MASK + '"';

  private final Schema schema;
  private final Masking masking;
  private final boolean canonical;
  private final boolean[] hidden;

  /**
   * @param canonical whether JSON is stored as the Python system did
   */
  EventMask(Site site, boolean canonical) {
    this.schema = site.schema();
    this.canonical = canonical;
    Set<String> names = site.privacy().mask();
    this.masking = names.isEmpty() ? Masking.NONE : new Masking(site.allNames(names));
    this.hidden = new boolean[schema.size()];
    for (int i = 0; i < hidden.length; i++) {
      Field field = schema.field(i);
      hidden[i] =
          Stream.concat(Stream.of(field.name()), field.source().names().stream())
              .anyMatch(masking::hides);
    }
  }

  void apply(Event event) {
    if (masking.isEmpty()) {
      return;
    }
    for (int i = 0; i < hidden.length; i++) {
      Object value = event.get(i);
      if (value != null) {
        event.set(i, masked(i, value));
      }
    }
  }

  private @Nullable Object masked(int index, Object value) {
    Field field = schema.field(index);
    if (field.holdsJson()) {
      return hidden[index] ? JSON_MASK : json(field, (String) value);
    }
    return switch (field.type()) {
      case STRING, JSON -> text(field, hidden[index] ? null : masking.value((String) value));
      case INT64, FLOAT64, BOOL, TIMESTAMP -> hidden[index] ? null : value;
    };
  }

  private static String text(Field field, @Nullable String masked) {
    return CodePoints.cut(masked == null ? Masking.MASK : masked, field.maxLength());
  }

  private String json(Field field, String value) {
    String masked = masking.json(value);
    if (masked == null || CodePoints.exceeds(masked, field.maxLength())) {
      return JSON_MASK;
    }
    return canonical && !masked.equals(value) ? CanonicalJson.of(masked) : masked;
  }
}
