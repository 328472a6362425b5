package dev.oceanus.collector.agent;

import org.jspecify.annotations.Nullable;

/**
 * What a User-Agent header says.
 *
 * @param device {@code pc}, {@code mobile}, {@code tablet}, {@code bot}, or empty when nothing is
 *     known
 * @param browser name and major version, or null
 * @param os operating system, or null
 * @param bot why it is taken for a bot, or null if it isn't
 */
public record Agent(
    String device, @Nullable String browser, @Nullable String os, @Nullable String bot) {
  /** No header at all. */
  public static final Agent UNKNOWN = new Agent("", null, null, null);
}
