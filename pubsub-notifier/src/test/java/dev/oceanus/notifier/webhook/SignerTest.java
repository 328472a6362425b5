package dev.oceanus.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.config.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignerTest {
  private static final String BASE64 = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  /** The example of the Standard Webhooks' own libraries. */
  @Test
  void signsAsTheStandardsExampleDoes() {
    assertThat(
            Signer.of(new Secret(BASE64)).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signsByEachSecret() {
    Signer both = Signer.of(new Secret(BASE64 + "\n\n  another-secret-of-24-bytes  \n"));

    assertThat(both.sign("a", 1, BODY))
        .isEqualTo(
            Signer.of(new Secret(BASE64)).sign("a", 1, BODY)
                + " "
                + Signer.of(new Secret("another-secret-of-24-bytes")).sign("a", 1, BODY));
  }

  @Test
  void refusesSecretsThatAreNone() {
    assertThatThrownBy(() -> Signer.of(new Secret("\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must hold 1 to 4 secrets, one a line");
    assertThatThrownBy(() -> Signer.of(new Secret("short")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 24 bytes");
    assertThatThrownBy(() -> Signer.of(new Secret("whsec_*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must hold Base64 behind 'whsec_'");
  }
}
