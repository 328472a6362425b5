package dev.oceanus.collector.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DailyIdsTest {
  private static final byte[] SALT = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  /**
   * By Python: {@code hmac.new(salt, b''.join(struct.pack('>i', len(p)) + p for p in parts),
   * 'sha256').hexdigest()}.
   */
  @Test
  void areTheHalvesOfAnHmac() {
    DailyIds ids = DailyIds.of(SALT, "demo", "203.0.113.9", "Mozilla/5.0 (日)");
    assertThat(ids.visitor()).isEqualTo("375f34fa78cc29158f153b8877d838c5");
    assertThat(ids.session()).isEqualTo("43616573ba1f1ab919ce70569c20170c");
  }

  @Test
  void dependOnEverythingThatGoesIn() {
    byte[] otherSalt = SALT.clone();
    otherSalt[31] ^= 1;
    DailyIds ids = DailyIds.of(SALT, "demo", "203.0.113.9", "a");
    assertThat(DailyIds.of(SALT, "demo", "203.0.113.9", "a")).isEqualTo(ids);
    assertThat(DailyIds.of(otherSalt, "demo", "203.0.113.9", "a")).isNotEqualTo(ids);
    assertThat(DailyIds.of(SALT, "shop", "203.0.113.9", "a")).isNotEqualTo(ids);
    assertThat(DailyIds.of(SALT, "demo", "203.0.113.8", "a")).isNotEqualTo(ids);
    assertThat(DailyIds.of(SALT, "demo", "203.0.113.9", "b")).isNotEqualTo(ids);
  }

  @Test
  void doNotRunTogether() {
    assertThat(DailyIds.of(SALT, "demo", "203.0.113.9", "1a"))
        .isNotEqualTo(DailyIds.of(SALT, "demo", "203.0.113.91", "a"))
        .isNotEqualTo(DailyIds.of(SALT, "demo2", "03.0.113.9", "1a"));
  }
}
