package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.mask.Masking;
import dev.oceanus.common.stream.Lane;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What all lanes of a process share.
 *
 * @param masks what dead letters must not show; a lane that is missing has nothing to mask
 */
public record LaneKit(
    LanePorts ports,
    LaneTerms terms,
    MeterRegistry metrics,
    Clock clock,
    RandomGenerator random,
    FailPoints failPoints,
    Map<Lane, Masking> masks) {
  public LaneKit {
    masks = Map.copyOf(masks);
  }
}
