package dev.oceanus.notifier.targets;

import dev.oceanus.common.site.Rate;
import dev.oceanus.notifier.delivery.Content;

/**
 * A target as the file has it.
 *
 * @param name by which rules name it
 * @param settings by its kind
 * @param rate how often it is called
 * @param tries after so many a notice is given up
 * @param line where the file has it, counted from 1
 */
public record TargetSpec(String name, TargetSettings settings, Rate rate, int tries, int line) {
  /** What its notices hold. */
  public Content.Kind content() {
    return settings.takes().kind();
  }
}
