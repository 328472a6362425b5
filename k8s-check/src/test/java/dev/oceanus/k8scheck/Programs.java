package dev.oceanus.k8scheck;

import dev.oceanus.collector.CollectorSettings;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.service.ServiceSettings;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.k8scheck.World.Workload;
import dev.oceanus.loader.LoaderSettings;
import dev.oceanus.notifier.NotifierSettings;
import dev.oceanus.tables.TablesSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts the reading of each program's settings on what its container is given. */
final class Programs {
  private static final Map<String, Consumer<Env>> SETTINGS =
      Map.of(
          "collector", CollectorSettings::from,
          "redis-to-bigquery", LoaderSettings::from,
          "pubsub-notifier", NotifierSettings::from,
          "table-creator", TablesSettings::from);

  private static final Pattern SETTING = Pattern.compile("\"(OCEANUS_[A-Z_]+)\"");

  /** Programs that read no settings of ours. */
  private static final Set<String> FOREIGN = Set.of("redis", "pubsub-emulator", "fake-bigquery");

  /** Names that db-export reads, for a checkout that lacks its module; else its sources count. */
  private static final Set<String> EXPORT =
      Set.of(
          "OCEANUS_LOG_LEVEL",
          "OCEANUS_LOG_FORMAT",
          "OCEANUS_TERMINATION_LOG",
          "OCEANUS_EXPORTS_FILE",
          "OCEANUS_EXPORT_DATE",
          "OCEANUS_EXPORT_FORMAT",
          "OCEANUS_EXPORT_TARGET",
          "OCEANUS_EXPORT_MAX_ROW",
          "OCEANUS_EXPORT_LOAD_TIMEOUT",
          "OCEANUS_DB_URL",
          "OCEANUS_DB_USER",
          "OCEANUS_DB_PASSWORD_FILE",
          "OCEANUS_DB_TLS",
          "OCEANUS_DB_CA_FILE",
          "OCEANUS_DB_TIMEOUT",
          "OCEANUS_BIGQUERY_PROJECT",
          "OCEANUS_BIGQUERY_DATASET");

  private Programs() {}

  /** Every program accepts its names and their values, and lacks none. */
  static Rule accepts() {
    return new Rule("settings-accepted", Programs::faults);
  }

  private static List<String> faults(World world) {
    List<String> faults = new ArrayList<>();
    for (Workload pod : world.workloads()) {
      for (Node container : pod.containers()) {
        String name = container.at("name").text();
        Map<String, String> variables = ours(world, container);
        if (SETTINGS.containsKey(name)) {
          faults.addAll(readBy(SETTINGS.get(name), world, variables));
        } else if (name.equals("db-export")) {
          Set<String> known = exportNames();
          variables.keySet().stream().filter(each -> !known.contains(each)).forEach(faults::add);
        } else if (!FOREIGN.contains(name) || !variables.isEmpty()) {
          faults.add(pod + ": no program of ours is called " + name + ", or it reads no settings");
        }
      }
    }
    return faults;
  }

  /** What db-export's sources read, with what it reads by common's settings of logs. */
  private static Set<String> exportNames() {
    Path sources = Path.of("..", "db-export", "src", "main");
    if (!Files.isDirectory(sources)) {
      return EXPORT;
    }
    Set<String> names =
        new HashSet<>(Set.of("OCEANUS_LOG_LEVEL", "OCEANUS_LOG_FORMAT", "OCEANUS_TERMINATION_LOG"));
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher matcher = SETTING.matcher(Files.readString(file));
        while (matcher.find()) {
          names.add(matcher.group(1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private static Map<String, String> ours(World world, Node container) {
    Map<String, String> variables = new HashMap<>();
    for (Node each : container.at("env").items()) {
      String name = each.at("name").text();
      Node map = each.at("valueFrom", "configMapKeyRef");
      String value = each.at("value").text();
      if (map.present()) {
        value =
            world
                .find("ConfigMap", map.at("name").text())
                .map(found -> found.at("data", map.at("key").text()).text())
                .orElse("");
      } else if (each.at("valueFrom", "fieldRef").present()) {
        value = "pod-1";
      }
      if (name.startsWith("OCEANUS_")) {
        variables.put(name, value);
      }
    }
    return variables;
  }

  private static List<String> readBy(
      Consumer<Env> program, World world, Map<String, String> variables) {
    try {
      Path folder = Files.createTempDirectory("k8s-check");
      try {
        Env env = new Env(onThisMachine(world, variables, folder));
        ServiceSettings service = ServiceSettings.from(env);
        program.accept(env);
        env.check();
        return service.admin().port() == 8081 ? List.of() : List.of("the admin port is not 8081");
      } catch (ConfigException e) {
        return e.faults();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files that are mounted in the container are put into a folder here. */
  private static Map<String, String> onThisMachine(
      World world, Map<String, String> variables, Path folder) throws IOException {
    Map<String, String> here = new HashMap<>(variables);
    for (Map.Entry<String, String> each : variables.entrySet()) {
      if (each.getKey().endsWith("_FILE")) {
        Path file = folder.resolve(each.getKey());
        Files.writeString(file, content(world, each.getKey()));
        here.put(each.getKey(), file.toString());
      }
    }
    return here;
  }

  private static String content(World world, String name) {
    return switch (name) {
      case "OCEANUS_SITES_FILE" -> sites(world);
      case "OCEANUS_RULES_FILE" ->
          world.get("ConfigMap", "oceanus-rules").at("data", "rules.yaml").text();
      default -> "a secret";
    };
  }

  private static String sites(World world) {
    return world.get("ConfigMap", "oceanus-sites").at("data", "sites.yaml").text();
  }

  /** Keys of all streams that a loader empties. */
  static Set<String> streams(World world) {
    try {
      Path file = Files.createTempFile("sites", ".yaml");
      try {
        Files.writeString(file, sites(world));
        Env env = new Env(Map.of("OCEANUS_SITES_FILE", file.toString()));
        Set<String> keys = new HashSet<>();
        for (Lane lane : SiteCatalogueReader.from(env).lanes().keySet()) {
          lane.all().forEach(shard -> keys.add(RedisKeys.events(shard)));
        }
        return keys;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
