package dev.oceanus.local.settings;

import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.folder.DataFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a laptop: what a person set, and for the rest what suits one machine. Where Redis
 * and the warehouse are is not for the person to set here.
 */
public final class LocalSettings {
  /** The public port unless told otherwise. */
  public static final String DEFAULT_PORT = "8080";

  private static final String HTTP_PORT = "OCEANUS_HTTP_PORT";
  private static final String HTTP_HOST = "OCEANUS_HTTP_HOST";
  private static final String ADMIN_PORT = "OCEANUS_ADMIN_PORT";
  private static final String ADMIN_HOST = "OCEANUS_ADMIN_HOST";
  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> OUR_OWN =
      List.of(
          "OCEANUS_REDIS_URL",
          "OCEANUS_REDIS_MODE",
          "OCEANUS_REDIS_PASSWORD_FILE",
          "OCEANUS_WAREHOUSE",
          "OCEANUS_DUCKDB_FILE",
          "OCEANUS_DUCKDB_SHARED");

  private final Map<String, String> set;

  /**
   * @param environment what the person set
   * @throws CommandException if something is set that is not the person's to set here
   */
  public LocalSettings(Map<String, String> environment) {
    this.set = new TreeMap<>(environment);
    String wrong = OUR_OWN.stream().filter(set::containsKey).collect(Collectors.joining(", "));
    if (!wrong.isEmpty()) {
      throw new CommandException(
          CommandException.SETTINGS,
          "'up' brings a Redis and a warehouse of its own: unset " + wrong);
    }
  }

  /**
   * The ports, each free at this moment.
   *
   * @param typed the public port as typed, or null
   * @throws CommandException if the public one is taken
   */
  public Ports ports(@Nullable String typed) {
    String text = typed != null ? typed : set.getOrDefault(HTTP_PORT, DEFAULT_PORT);
    int port = typed != null ? Ports.number(text) : Ports.numberOr(text, 0);
    String host = set.getOrDefault(HTTP_HOST, LOOPBACK);
    if (port != 0) {
      Ports.mustBeFree(host, port);
    }
    String wanted = set.getOrDefault(ADMIN_PORT, "0");
    int admin =
        wanted.equals("0")
            ? Ports.freeFrom(Ports.DEFAULT_ADMIN, port)
            : Ports.numberOr(wanted, Ports.DEFAULT_ADMIN);
    return new Ports(text, admin, Ports.free());
  }

  /**
   * All variables of the process.
   *
   * @param sites the site catalogue
   * @param rules over live events
   */
  public Map<String, String> variables(DataFolder folder, Ports ports, Path sites, Path rules) {
    Map<String, String> all = new HashMap<>();
    all.put("OCEANUS_SITES_FILE", sites.toString());
    all.put("OCEANUS_RULES_FILE", rules.toString());
    all.put(HTTP_HOST, LOOPBACK);
    all.put(ADMIN_HOST, LOOPBACK);
    all.put("OCEANUS_DRAIN_TIME", "0ms");
    all.put("OCEANUS_LOG_FORMAT", "text");
    all.put("OCEANUS_LOG_LEVEL", "warn");
    all.put("OCEANUS_BATCH_AGE", "300ms");
    all.put("OCEANUS_LEASE_TTL", "5s");
    all.put("OCEANUS_NOTIFIER_LEASE_TTL", "5s");
    all.put("OCEANUS_SPOOL_DIR", folder.spool().toString());
    if (!set.containsKey("OCEANUS_TRUSTED_HOPS")) {
      all.put("OCEANUS_TRUSTED_PROXIES", LOOPBACK + "/32"); // so that a replay keeps addresses
    }
    all.putAll(set);
    if (set.getOrDefault(ADMIN_PORT, "0").equals("0")) {
      all.put(ADMIN_PORT, Integer.toString(ports.admin()));
    }
    all.put(HTTP_PORT, ports.collector());
    all.put("OCEANUS_REDIS_URL", "redis://" + LOOPBACK + ":" + ports.redis());
    all.put("OCEANUS_DUCKDB_FILE", folder.warehouse().toString());
    return all;
  }

  /** The site catalogue that a person named, or null. */
  public @Nullable String sites() {
    return set.get("OCEANUS_SITES_FILE");
  }

  /** The rules that a person named, or null. */
  public @Nullable String rules() {
    return set.get("OCEANUS_RULES_FILE");
  }
}
