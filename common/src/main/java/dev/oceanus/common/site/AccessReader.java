package dev.oceanus.common.site;

import dev.oceanus.common.config.Units;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a site allows beyond what any page may do, and how often. */
final class AccessReader {
  private static final Set<String> SERVER_KEYS = Set.of("keys");
  private static final Set<String> CLICK_KEYS = Set.of("hosts");
  private static final Set<String> RATE_KEYS = Set.of("site", "address", "burst");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}(:|$))([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(:[1-9]\\d{0,4})?");
  private static final Duration LONGEST_BURST = Duration.ofHours(1);

  private final Located site;
  private final Faults faults;

  private AccessReader(Located site, Faults faults) {
    this.site = site;
    this.faults = faults;
  }

  static Site.Access read(Located site, Faults faults) {
    AccessReader reader = new AccessReader(site, faults);
    return new Site.Access(
        reader.keys(), reader.openPierce(), reader.clickHosts(), reader.limits());
  }

  /** Checks what the site says of {@code /pierce} against what it accepts. */
  static void checkPierce(Located site, Set<Accepts> accepts, Site.Access access) {
    boolean accepted = accepts.contains(Accepts.PIERCE);
    boolean named = accepted && site.node("accepts").isPresent();
    if (!accepted && site.node("pierce").isPresent()) {
      site.fault("pierce", "goes with sites that accept pierce only");
    }
    boolean closed = !access.openPierce() && !access.keys().any();
    if (named && closed && site.node("server").isEmpty()) {
      site.fault("accepts", "'pierce' needs server.keys, or 'pierce: open'");
    }
  }

  private boolean openPierce() {
    String text = String.valueOf(site.text("pierce", "key"));
    if (!text.equals("open") && !text.equals("key")) {
      site.fault("pierce", "must be open or key, found '" + text + "'");
    }
    return text.equals("open");
  }

  /** Faults here name no value: somebody may have put a key where its hash belongs. */
  private WriteKeys keys() {
    Located server = mapping("server", SERVER_KEYS);
    if (server == null) {
      return WriteKeys.NONE;
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    YamlNode keys = server.node("keys").orElse(null);
    if (keys instanceof Mapping found) {
      found
          .members()
          .forEach(
              (label, member) -> {
                Optional<String> fault = fault(label, member);
                fault.ifPresent(rule -> faults.add(member.keyLine(), server.path("keys"), rule));
                if (fault.isEmpty() && member.value() instanceof Scalar hash) {
                  hashes.put(label, hash.text());
                }
              });
    } else if (keys != null) {
      server.fault("keys", "must be a mapping");
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
            ("'%s' must be sha256: and 64 hexadecimal digits, as './oceanus keys' prints it;"
                    + " what stands there is not shown")
                .formatted(label));
  }

  private Set<String> clickHosts() {
    Set<String> hosts = new LinkedHashSet<>();
    Located click = mapping("click", CLICK_KEYS);
    if (click == null) {
      return hosts;
    }
    for (Scalar item : click.texts("hosts")) {
      if (HOST.matcher(item.text()).matches()) {
        hosts.add(item.text().toLowerCase(Locale.ROOT));
      } else {
        faults.add(
            item.line(),
            click.path("hosts"),
            "must be a host in ASCII, or host:port, found '" + item.text() + "'");
      }
    }
    return hosts;
  }

  private Site.Limits limits() {
    Located rate = mapping("rate", RATE_KEYS);
    if (rate == null) {
      return Site.Limits.NONE;
    }
    Duration burst = burst(rate);
    return new Site.Limits(rate(rate, "site", burst), rate(rate, "address", burst));
  }

  private static Duration burst(Located rate) {
    String text = rate.text("burst", null);
    if (text == null) {
      return Rate.DEFAULT_BURST;
    }
    try {
      Duration burst = Units.duration(text);
      if (burst.compareTo(LONGEST_BURST) <= 0) {
        return burst;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // named below like a time out of bounds
    }
    rate.fault("burst", "must be a time from 0s to 1h, as 5s, found '" + text + "'");
    return Rate.DEFAULT_BURST;
  }

  private static @Nullable Rate rate(Located rate, String key, Duration burst) {
    String text = rate.text(key, null);
    if (text == null) {
      return null;
    }
    Optional<Rate> parsed = Rate.parse(text, burst);
    if (parsed.isEmpty()) {
      rate.fault(
          key,
          "must be a number of requests in a time, as 500/s, 600/m or 10/h, found '" + text + "'");
    }
    return parsed.orElse(null);
  }

  /** A member that is a mapping; anything else is a fault that does not show it. */
  private @Nullable Located mapping(String key, Set<String> keys) {
    YamlNode node = site.node(key).orElse(null);
    if (node == null) {
      return null;
    }
    if (!(node instanceof Mapping)) {
      site.fault(key, "must be a mapping");
      return null;
    }
    return Located.of(node, site.path(key), keys, faults);
  }
}
