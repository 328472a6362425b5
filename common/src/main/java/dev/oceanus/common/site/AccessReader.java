package dev.oceanus.common.site;

import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.site.YamlNode.Mapping;
import dev.oceanus.common.site.YamlNode.Member;
import dev.oceanus.common.site.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a site allows beyond what any page may do. */
final class AccessReader {
  private static final Set<String> SERVER_KEYS = Set.of("keys");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private AccessReader() {}

  static Site.Access read(Located site, Set<Accepts> accepts, Faults faults) {
    WriteKeys keys = keys(site, faults);
    boolean open = openPierce(site, accepts);
    boolean named = site.node("accepts").isPresent() && accepts.contains(Accepts.PIERCE);
    if (named && !open && !keys.any() && site.node("server").isEmpty()) {
      site.fault("accepts", "'pierce' needs server.keys, or 'pierce: open'");
    }
    return new Site.Access(keys, open);
  }

  private static boolean openPierce(Located site, Set<Accepts> accepts) {
    String text = String.valueOf(site.text("pierce", "key"));
    if (!text.equals("open") && !text.equals("key")) {
      site.fault("pierce", "must be open or key, found '" + text + "'");
    } else if (site.node("pierce").isPresent() && !accepts.contains(Accepts.PIERCE)) {
      site.fault("pierce", "goes with sites that accept pierce only");
    }
    return text.equals("open");
  }

  /** Faults here name no value: somebody may have put a key where its hash belongs. */
  private static WriteKeys keys(Located site, Faults faults) {
    Optional<YamlNode> node = mapping(site, "server");
    if (node.isEmpty()) {
      return WriteKeys.NONE;
    }
    Located server = Located.of(node.get(), site.path("server"), SERVER_KEYS, faults);
    Map<String, String> hashes = new LinkedHashMap<>();
    if (mapping(server, "keys").orElse(null) instanceof Mapping keys) {
      keys.members()
          .forEach(
              (label, member) -> {
                Optional<String> fault = fault(label, member);
                fault.ifPresent(rule -> faults.add(member.keyLine(), server.path("keys"), rule));
                if (fault.isEmpty() && member.value() instanceof Scalar hash) {
                  hashes.put(label, hash.text());
                }
              });
    }
    return new WriteKeys(hashes);
  }

  private static Optional<String> fault(String label, Member member) {
    if (!LABEL.matcher(label).matches() || label.startsWith(WriteKeys.BEGINNING)) {
      return Optional.of(
          "each key has a label, which must match %s and not begin like a key"
              .formatted(LABEL.pattern()));
    }
    boolean hash = member.value() instanceof Scalar text && WriteKeys.isHash(text.text());
    return hash
        ? Optional.empty()
        : Optional.of(
            "'%s' must be sha256: and 64 hexadecimal digits, as './oceanus keys' prints it; what stands there is not shown"
                .formatted(label));
  }

  private static Optional<YamlNode> mapping(Located in, String key) {
    Optional<YamlNode> node = in.node(key);
    if (node.isPresent() && !(node.get() instanceof Mapping)) {
      in.fault(key, "must be a mapping");
      return Optional.empty();
    }
    return node;
  }
}
