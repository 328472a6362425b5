package dev.oceanus.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void isNeverPrinted() {
    Secret secret = new Secret("hunter2");
    assertThat(secret.reveal()).isEqualTo("hunter2");
    assertThat("%s %s".formatted(secret, new Object[] {secret}[0])).isEqualTo("**** ****");
  }

  @Test
  void sizesAreNotNegativeAndDoNotOverflow() {
    assertThat(ByteSize.ofKib(2).bytes()).isEqualTo(2_048);
    assertThat(ByteSize.ofMib(2).bytes()).isEqualTo(2_097_152);
    assertThatThrownBy(() -> new ByteSize(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ByteSize.ofMib(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }
}
