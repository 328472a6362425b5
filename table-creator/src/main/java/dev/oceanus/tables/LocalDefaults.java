package dev.oceanus.tables;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a checkout keeps what is elsewhere on a server, unless a person says otherwise. */
final class LocalDefaults {
  /** Property by which the scripts tell where the data folder is. */
  static final String DATA = "oceanus.data";

  private LocalDefaults() {}

  /** These variables, and behind them the defaults of a data folder if there is one. */
  static Map<String, String> over(Map<String, String> environment, @Nullable String dataFolder) {
    if (dataFolder == null) {
      return environment;
    }
    Map<String, String> all = new HashMap<>(environment);
    Path folder = Path.of(dataFolder);
    all.putIfAbsent("OCEANUS_SITES_FILE", folder.resolve("sites.yaml").toString());
    all.putIfAbsent("OCEANUS_DUCKDB_FILE", folder.resolve("warehouse.duckdb").toString());
    all.putIfAbsent("OCEANUS_LOG_FORMAT", "text");
    all.putIfAbsent("OCEANUS_LOG_LEVEL", "warn");
    return all;
  }
}
