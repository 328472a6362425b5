package dev.oceanus.fakebigquery.api;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The rules of labels. */
public final class Labels {
  private static final Pattern KEY =
      Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}");
  private static final Pattern VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");
  private static final int MOST = 64;

  private Labels() {}

  /** Refuses labels of a resource that BigQuery would not take. */
  public static void check(JsonNode labels) {
    if (labels.size() > MOST) {
      throw ApiException.invalid("Too many labels: " + labels.size() + ", max: " + MOST);
    }
    for (var label : labels.properties()) {
      String value = label.getValue().asString("");
      if (!KEY.matcher(label.getKey()).matches()) {
        throw ApiException.invalid("Label key \"" + label.getKey() + "\" is not valid.");
      }
      if (!VALUE.matcher(value).matches()) {
        throw ApiException.invalid(
            "Label value \"" + value + "\" of key \"" + label.getKey() + "\" is not valid.");
      }
    }
  }
}
