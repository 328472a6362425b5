package dev.oceanus.notifier.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlReader;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.standin.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/targets.md says what the reader reads. */
class TargetsPageTest {
  @Test
  void itsExampleHasNoFault() throws Exception {
    Faults faults = new Faults("rules.yaml");
    Mapping document = (Mapping) new YamlReader(faults).read(Page.block("targets.md", "yaml"));

    Map<String, TargetSpec> specs =
        new TargetsReader(faults, SecretFiles.unread(), Guard.of("hooks.example.com"))
            .read(Objects.requireNonNull(document.members().get("targets")).value(), "targets");

    assertThat(faults.lines()).isEmpty();
    assertThat(specs.keySet()).containsExactly("sales", "crm", "ops", "report", "here");
  }

  @Test
  void itsTableHasEveryKey() throws Exception {
    List<String> written = new ArrayList<>();
    Pattern key = Pattern.compile("`([a-z_]+)`");
    for (String line : Files.readAllLines(Path.of("..", "docs", "targets.md"))) {
      if (line.startsWith("| `") && line.split("\\|", -1).length == 6) {
        Matcher matcher = key.matcher(line.split("\\|", -1)[1]);
        while (matcher.find()) {
          written.add(matcher.group(1));
        }
      }
    }
    TreeSet<String> read = new TreeSet<>(List.of("kind", "rate", "tries"));
    List.of("slack", "webhook", "email", "sheet", "terminal")
        .forEach(kind -> read.addAll(SettingsReader.keys(kind)));

    assertThat(written).containsAll(read);
  }

  @Test
  void itsTableHasTheDefaults() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "targets.md"));

    TargetsReader.defaultRates()
        .forEach((kind, rate) -> assertThat(page).contains("`" + kind + "` " + rate));
  }
}
