package dev.oceanus.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a target claims; says more only where it is not so, as it is asked a million times. */
public final class Claim {
  private Claim() {}

  /** These two are the same. */
  public static void same(@Nullable Object found, @Nullable Object expected) {
    if (!Objects.equals(found, expected)) {
      assertThat(found).isEqualTo(expected);
    }
  }

  /** This is so. */
  public static void that(boolean so, String what) {
    if (!so) {
      throw new AssertionError("not so: " + what);
    }
  }
}
