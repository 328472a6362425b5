package dev.oceanus.tables.plan;

/**
 * Something that is not as it should be and that no change can mend without losing data.
 *
 * @param target name of what is in conflict
 * @param message both sides and what to do, in one line
 */
public record Conflict(String target, String message) {}
