package dev.oceanus.notifier.delivery;

import java.time.Instant;

/**
 * One message for one target, rendered.
 *
 * @param id the same whenever it is sent again, {@code [0-9A-Za-z:._/-]{1,256}}
 * @param rule name of the rule that wants it sent, or of the watch
 * @param target name of the target
 * @param at when what it tells of happened
 * @param content what it says, of the kind that the target takes
 */
public record Notice(String id, String rule, String target, Instant at, Content content) {}
