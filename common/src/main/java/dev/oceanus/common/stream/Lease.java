package dev.oceanus.common.stream;

/**
 * The right to act as a lane's reader until it expires.
 *
 * @param lane name of the lane
 * @param reader the role
 * @param owner identity of the process that holds it
 * @param fence higher than that of every earlier holder; each write carries it, and a write with a
 *     lower one than was seen is refused
 */
public record Lease(String lane, Reader reader, String owner, long fence) {}
