package dev.oceanus.bench.redis;

/**
 * What one event takes, as the mean over a filled stream.
 *
 * @param events that were measured
 * @param jsonBytes its JSON
 * @param usedMemoryBytes growth of Redis' used_memory
 * @param streamBytes MEMORY USAGE of the stream, all samples
 * @param aofBytes growth of the append-only file, without a rewrite
 */
public record EventWeight(
    long events, double jsonBytes, double usedMemoryBytes, double streamBytes, double aofBytes) {}
