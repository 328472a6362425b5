package dev.oceanus.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.CollectorSettings;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.service.ServiceSettings;
import dev.oceanus.loader.LoaderSettings;
import dev.oceanus.notifier.NotifierSettings;
import dev.oceanus.tables.TablesSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The README's table of settings is what the code reads, with its defaults. */
class SettingsTableTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String HEAD = "| setting | of | default | what for |";

  /** Default that depends on the machine; the table says how instead. */
  private static final Map<String, String> COMPUTED =
      Map.of("OCEANUS_HTTP_THREADS", "one for two cores, at least 1");

  @Test
  void readmeListsEverySettingWithItsDefault() throws IOException {
    assertThat(tableOf(Files.readString(README))).containsExactlyElementsOf(tableOfCode());
  }

  private static List<String> tableOf(String page) {
    return page.lines()
        .dropWhile(line -> !line.equals(HEAD))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static List<String> tableOfCode() {
    Map<String, Env.Setting> settings = new LinkedHashMap<>();
    Map<String, Set<String>> readers = new LinkedHashMap<>();
    collect("collector", CollectorSettings::from, settings, readers);
    collect("loader", LoaderSettings::from, settings, readers);
    collect("tables", TablesSettings::from, settings, readers);
    collect("notifier", NotifierSettings::from, settings, readers);
    collect("all", ServiceSettings::from, settings, readers);
    List<String> rows = new ArrayList<>();
    settings.forEach(
        (name, setting) -> rows.add(row(setting, readers.getOrDefault(name, Set.of()))));
    return rows;
  }

  private static void collect(
      String service,
      Consumer<Env> reading,
      Map<String, Env.Setting> settings,
      Map<String, Set<String>> readers) {
    Env env = new Env(Map.of());
    reading.accept(env);
    for (Env.Setting setting : env.settings()) {
      settings.put(setting.name(), setting);
      readers.computeIfAbsent(setting.name(), name -> new LinkedHashSet<>()).add(service);
    }
  }

  private static String row(Env.Setting setting, Set<String> readers) {
    String fallback = COMPUTED.getOrDefault(setting.name(), written(setting.fallback()));
    String of = readers.stream().collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |".formatted(setting.name(), of, fallback, setting.purpose());
  }

  private static String written(@Nullable String fallback) {
    return fallback == null || fallback.isEmpty() ? "" : "`" + fallback + "`";
  }
}
