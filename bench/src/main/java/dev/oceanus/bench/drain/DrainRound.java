package dev.oceanus.bench.drain;

import dev.oceanus.bench.process.Memory;
import java.util.List;

/**
 * One stream emptied by a new process.
 *
 * @param sink where to
 * @param round from 1
 * @param rows that were timed: those after the first ones, with which the JVM warms up
 * @param rowsPerSecond of those
 * @param rowsPerSecondInAll of all rows, from the start of the process
 * @param cpuMicrosPerRow CPU time of the loader for each timed row
 * @param redisCpuMicrosPerRow that of Redis
 * @param wireBytesPerRow that the loader sent for each row; 0 where that is not counted
 * @param memory of the loader at the end
 * @param faults what makes this figure worth nothing; empty if nothing does
 */
public record DrainRound(
    Sink sink,
    int round,
    long rows,
    double rowsPerSecond,
    double rowsPerSecondInAll,
    double cpuMicrosPerRow,
    double redisCpuMicrosPerRow,
    double wireBytesPerRow,
    Memory memory,
    List<String> faults) {}
