package dev.oceanus.loader.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.mask.Masking;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterTextTest {
  private static final Masking MASKING = new Masking(List.of("email", "user_id"));

  private static LetterText of(String entry, Masking masking) {
    return LetterText.of(entry.getBytes(UTF_8), masking);
  }

  @Test
  void isTheEntryAsItIsWhereNothingIsMasked() {
    assertThat(of("{\"user_id\": 1", Masking.NONE))
        .isEqualTo(new LetterText("{\"user_id\": 1", "whole"));
    assertThat(of("{\"site\":\"a\"}", MASKING))
        .isEqualTo(new LetterText("{\"site\":\"a\"}", "whole"));
    assertThat(LetterText.of(new byte[] {(byte) 0xff, 1}, Masking.NONE))
        .isEqualTo(new LetterText("base64:/wE=", "whole"));
  }

  @Test
  void masksColumnsAndWhatPropertiesHold() {
    String entry =
        "{'user_id':'u','properties':'{#email#:#a@b.c#}'}".replace('\'', '"').replace("#", "\\\"");

    assertThat(of(entry, MASKING).state()).isEqualTo("masked");
    assertThat(of(entry, MASKING).text())
        .isEqualTo(entry.replace("\"u\"", "\"****\"").replace("a@b.c", "****"));
  }

  @Test
  void withholdsWhatCannotBeRead() {
    assertThat(of("{\"user_id\":\"hidden", MASKING).state()).isEqualTo("withheld");
    assertThat(of("{\"user_id\":\"hidden", MASKING).text())
        .startsWith("withheld")
        .doesNotContain("hidden");
    assertThat(LetterText.of(new byte[] {(byte) 0xff}, MASKING).state()).isEqualTo("withheld");
  }

  @Test
  void masksBeforeItCuts() {
    String entry = "{\"user_id\":\"secret\",\"x\":\"" + "y".repeat(1_100_000) + "\"}";

    assertThat(of(entry, MASKING).state()).isEqualTo("cut");
    assertThat(of(entry, MASKING).text()).hasSize(1_048_576).doesNotContain("secret");
  }
}
