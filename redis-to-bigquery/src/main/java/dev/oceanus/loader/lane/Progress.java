package dev.oceanus.loader.lane;

import java.time.Duration;

/** What follows a step: another stage at once, or a wait at the same one. */
sealed interface Progress {
  record Next(Stage stage) implements Progress {}

  record Idle(Duration time) implements Progress {}
}
