package dev.oceanus.bench.load;

import java.util.List;
import java.util.Map;

/**
 * One run of wrk against one contestant.
 *
 * @param contestant its name
 * @param scenario what was asked
 * @param round from 1
 * @param wrk what wrk counted
 * @param requestsPerSecond answered requests
 * @param eventsPerSecond answered events; for the collector, each is on disk
 * @param cpuMicrosPerEvent CPU time that each process took for an event
 * @param faults what makes this figure worth nothing; empty if nothing does
 */
public record LoadRound(
    String contestant,
    Scenario scenario,
    int round,
    WrkReport wrk,
    double requestsPerSecond,
    double eventsPerSecond,
    Map<String, Double> cpuMicrosPerEvent,
    List<String> faults) {}
