package dev.oceanus.export.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.config.Env;
import dev.oceanus.export.ExportSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page's table of settings is what the code reads, with its defaults. */
class SettingsTableTest {
  private static final Path PAGE = Path.of("..", "docs", "db-export.md");
  private static final String HEAD = "| setting | default | what for |";

  @Test
  void pageListsEverySettingWithItsDefault() throws IOException {
    Env env = new Env(Map.of());
    ExportSettings.from(env, () -> LocalDate.EPOCH);

    List<String> table =
        Files.readString(PAGE)
            .lines()
            .dropWhile(line -> !line.equals(HEAD))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(table)
        .containsExactlyElementsOf(env.settings().stream().map(SettingsTableTest::row).toList());
  }

  private static String row(Env.Setting setting) {
    String fallback = setting.fallback();
    return "| `%s` | %s | %s |"
        .formatted(
            setting.name(),
            fallback == null || fallback.isEmpty() ? "" : "`" + fallback + "`",
            setting.purpose());
  }
}
