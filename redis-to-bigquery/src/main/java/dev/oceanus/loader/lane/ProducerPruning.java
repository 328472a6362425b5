package dev.oceanus.loader.lane;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Producers;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets producers that have been silent for longer than any spool could keep their events, once
 * an hour. Several processes may do so at once.
 */
public final class ProducerPruning implements Component {
  private static final Logger logger = LoggerFactory.getLogger(ProducerPruning.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final Producers producers;
  private final List<Lane> lanes;
  private final Loop loop;

  public ProducerPruning(Producers producers, List<Lane> lanes, LongSupplier nanos, Fatal fatal) {
    this.producers = producers;
    this.lanes = lanes;
    this.loop =
        new Loop(
            "loader-pruning",
            EVERY.multipliedBy(2),
            Duration.ofSeconds(2),
            nanos,
            this::prune,
            fatal);
  }

  @Override
  public String name() {
    return "loader-pruning";
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public Health check() {
    return loop.check();
  }

  @Override
  public void close() {
    loop.close();
  }

  private void prune() throws InterruptedException {
    if (!loop.rest(EVERY)) {
      return;
    }
    for (Lane lane : lanes) {
      for (Shard shard : lane.all()) {
        try {
          long pruned = producers.prune(shard, Producers.REMEMBERED);
          logger.debug("{} producers of {} forgotten", pruned, shard);
        } catch (StreamUnavailableException e) {
          logger.debug("{}; an hour later again", e.getMessage());
        }
      }
    }
  }
}
