package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoints;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What all lanes of a process share. */
public record LaneKit(
    LanePorts ports,
    LaneTerms terms,
    MeterRegistry metrics,
    Clock clock,
    RandomGenerator random,
    FailPoints failPoints) {}
