package dev.oceanus.loader.lane;

import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.mask.Masking;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.batch.BatchReader;
import dev.oceanus.loader.batch.Converter;
import dev.oceanus.loader.seal.LaneState;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** What all stages of one lane share. */
record LaneContext(
    Lane lane,
    Schema schema,
    LanePorts ports,
    LaneTerms terms,
    BatchReader batches,
    Converter converter,
    Masking masking,
    FailPoints failPoints,
    LaneMeter meter,
    Clock clock,
    RandomGenerator random) {
  static LaneContext of(Lane lane, Schema schema, LaneKit kit) {
    return new LaneContext(
        lane,
        schema,
        kit.ports(),
        kit.terms(),
        new BatchReader(kit.ports().reader(), kit.terms().limits()),
        new Converter(new EventCodec(schema)),
        kit.masks().getOrDefault(lane, Masking.NONE),
        kit.failPoints(),
        new LaneMeter(kit.metrics(), lane.name()),
        kit.clock(),
        kit.random());
  }

  void pass(FailPoint point) {
    failPoints.pass(point);
  }

  List<EntryId> cursors() {
    return lane.all().stream()
        .map(shard -> ports.cursors().position(shard, Reader.LOADER))
        .toList();
  }

  /** Moves the cursors of all shards to a committed batch's boundaries. */
  void advance(Lease lease, List<EntryId> upper) {
    for (Shard shard : lane.all()) {
      EntryId to = shard.index() < upper.size() ? upper.get(shard.index()) : EntryId.ZERO;
      if (!ports.cursors().advance(lease, shard, to)) {
        throw new LostLeaseException("advancing the cursor of " + shard);
      }
    }
  }

  /** Removes what everybody has read. */
  void trim(Lease lease) {
    for (Shard shard : lane.all()) {
      ports.cursors().trim(lease, shard);
    }
  }

  /** Writes the lane's state, unless somebody else has written it. */
  LaneState save(Lease lease, LaneState seen, LaneState next) {
    if (!ports.seals().save(lease, seen, next)) {
      throw new LostLeaseException("writing the seal of " + lane.name());
    }
    return next;
  }
}
