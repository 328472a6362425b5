package dev.oceanus.notifier;

import dev.oceanus.common.config.Env;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the notifier works.
 *
 * @param rules file of the rules and their targets
 * @param mostWaiting notices of each target that may wait
 * @param poll how often an idle queue is looked at
 * @param leaseTtl how long a target waits for a notifier that has died
 * @param storyAge how long after the last page a visitor's story is kept
 */
public record NotifierConfig(
    Path rules, int mostWaiting, Duration poll, Duration leaseTtl, Duration storyAge) {
  /** Reads the notifier's settings. */
  public static NotifierConfig from(Env env) {
    return new NotifierConfig(
        Path.of(
            env.text(
                "OCEANUS_RULES_FILE",
                "/etc/oceanus/rules.yaml",
                "Rules over live events and their targets, in YAML.")),
        env.integer(
            "OCEANUS_NOTICES_WAITING",
            10_000,
            10,
            1_000_000,
            "How many notices of each target may wait; those beyond are given up."),
        env.duration(
            "OCEANUS_NOTICE_POLL",
            Duration.ofMillis(200),
            Duration.ofMillis(10),
            Duration.ofSeconds(10),
            "How often an idle target is looked at for notices."),
        env.duration(
            "OCEANUS_NOTIFIER_LEASE_TTL",
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofMinutes(10),
            "How long a target waits for a notifier that has died before another takes it over."),
        env.duration(
            "OCEANUS_STORY_AGE",
            Duration.ofDays(1),
            Duration.ofMinutes(1),
            Duration.ofDays(30),
            "How long after a visitor's last page messages can tell of it."));
  }
}
