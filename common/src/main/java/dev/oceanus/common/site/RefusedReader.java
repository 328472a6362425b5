package dev.oceanus.common.site;

import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads what a site says of its refused events. */
final class RefusedReader {
  private static final Set<String> KEYS = Set.of("mask", "keep_raw");
  private static final int LONGEST_NAME = 128;

  private RefusedReader() {}

  static Site.Refused read(Located site, Faults faults) {
    Optional<YamlNode> node = site.node("refused");
    if (node.isEmpty()) {
      return Site.Refused.AS_SENT;
    }
    Located refused = Located.of(node.get(), site.path("refused"), KEYS, faults);
    Set<String> mask = new LinkedHashSet<>();
    for (Scalar item : refused.texts("mask")) {
      String name = item.text().strip();
      if (name.isEmpty() || name.length() > LONGEST_NAME) {
        faults.add(
            item.line(),
            refused.path("mask"),
            "must be a name of 1 to %d characters, found '%s'".formatted(LONGEST_NAME, name));
      }
      mask.add(name);
    }
    return new Site.Refused(mask, keepRaw(refused));
  }

  private static boolean keepRaw(Located refused) {
    String text = String.valueOf(refused.text("keep_raw", "true"));
    if (!text.equals("true") && !text.equals("false")) {
      refused.fault("keep_raw", "must be true or false, found '" + text + "'");
    }
    return !text.equals("false");
  }
}
