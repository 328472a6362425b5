package dev.oceanus.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorConfigTest {
  private static final String OLD = "o".repeat(32);
  private static final String NEW = "n".repeat(32);

  @TempDir Path folder;

  private LinkKeys read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), content);
    Env env = new Env(Map.of("OCEANUS_SIGNING_KEY_FILE", file.toString()));
    CollectorConfig config = CollectorConfig.from(env);
    env.check();
    return config.http().linkKeys();
  }

  @Test
  void signsByTheFirstLineOfTheFileAndVerifiesByEach() throws IOException {
    LinkKeys keys = read(NEW + "\r\n" + OLD + "\n");

    assertThat(keys.sign("a", "u", null)).isEqualTo(LinkKeys.of(NEW).sign("a", "u", null));
    assertThat(keys.signed("a", "u", null, LinkKeys.of(OLD).sign("a", "u", null))).isTrue();
  }

  @Test
  void signsNothingWithoutAFile() {
    Env env = new Env(Map.of());

    assertThat(CollectorConfig.from(env).http().linkKeys().any()).isFalse();
  }

  @Test
  void refusesAKeyThatIsTooShortWithoutShowingIt() {
    assertThatThrownBy(() -> read(NEW + "\nsecret\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("OCEANUS_SIGNING_KEY_FILE")
        .hasMessageContaining("at least 32 characters")
        .hasMessageNotContaining("secret\n")
        .hasMessageNotContaining(NEW);
  }
}
