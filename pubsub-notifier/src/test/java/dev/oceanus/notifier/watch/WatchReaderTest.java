package dev.oceanus.notifier.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.YamlReader;
import dev.oceanus.notifier.rules.Fixture;
import dev.oceanus.notifier.rules.Takes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchReaderTest {
  private final Faults faults = new Faults("rules.yaml");

  @Test
  void readsWhomToTellAndWhatCountsAsTrouble() {
    assertThat(read("to: [slack, mail]\nstalled: 30s\nbehind: 7d\n"))
        .isEqualTo(
            new WatchReader.Settings(
                Map.of("slack", Takes.MRKDWN, "mail", Takes.MAIL),
                new WatchTerms(Duration.ofSeconds(30), Duration.ofDays(7))));
    assertThat(faults.lines()).isEmpty();
  }

  @Test
  void knowsWhatIsTroubleByItself() {
    assertThat(read("to: [terminal]\n").terms())
        .isEqualTo(new WatchTerms(Duration.ofMinutes(5), Duration.ofMinutes(15)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{stalled: 1m}         | watch.to: is required: a list of targets",
        "{to: [slak]}          | watch.to: names no target: 'slak'; did you mean 'slack'?",
        "{to: [slack], stal: 1m} | watch.stal: is not known here",
        "{to: [slack], stalled: 9s} | watch.stalled: must be a time from 10s to 7d, as 30s, 10m, 1h or"
            + " 7d, found '9s'",
        "{to: [slack], behind: soon} | watch.behind: must be a time from 10s to 7d, as 30s, 10m, 1h or"
            + " 7d, found 'soon'",
        "{to: [slack], behind: 9223372036854775807d} | watch.behind: must be a time from 10s to 7d, as"
            + " 30s, 10m, 1h or 7d, found '9223372036854775807d'",
      })
  void tellsEveryFault(String yaml, String fault) {
    WatchReader.Settings unused = read(yaml);

    assertThat(faults.lines()).containsExactly("rules.yaml:1: " + fault);
  }

  private WatchReader.Settings read(String yaml) {
    return new WatchReader(Fixture.targets(), faults)
        .read(new YamlReader(faults).read(yaml), "watch");
  }
}
