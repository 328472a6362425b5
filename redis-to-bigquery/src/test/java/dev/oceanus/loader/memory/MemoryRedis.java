package dev.oceanus.loader.memory;

import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Cursors;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Epochs;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Leases;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamAppender;
import dev.oceanus.common.stream.StreamReader;
import dev.oceanus.loader.lane.LanePorts;
import dev.oceanus.loader.memory.MemoryData.Held;
import dev.oceanus.loader.seal.LaneState;
import dev.oceanus.loader.seal.SealStore;
import dev.oceanus.loader.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Redis in memory behind the ports of a lane, whose data can be put back to an earlier state or
 * lost. It passes the same contract as the real adapters. Thread-safe.
 */
public final class MemoryRedis
    implements StreamReader, StreamAppender, Leases, Cursors, Epochs, SealStore {
  private final TestClock clock;
  private MemoryData data = new MemoryData();

  /**
   * @param clock Redis' own: it gives ids and ends leases
   */
  public MemoryRedis(TestClock clock) {
    this.clock = clock;
  }

  /** The ports of a lane on this Redis. */
  public LanePorts ports(Warehouse warehouse) {
    return new LanePorts(this, this, this, this, this, this, warehouse);
  }

  /** A copy of all data. */
  public synchronized MemoryData backup() {
    return data.copy();
  }

  /** Goes back to a copy. */
  public synchronized void restore(MemoryData backup) {
    data = backup.copy();
  }

  /** Loses everything, as FLUSHALL or a new disk does. */
  public synchronized void flushAll() {
    data = new MemoryData();
  }

  @Override
  public synchronized List<Entry> read(Shard shard, EntryId after, EntryId upTo, int limit) {
    if (upTo.compareTo(after) <= 0) {
      return List.of();
    }
    return data.stream(shard).subMap(after, false, upTo, true).entrySet().stream()
        .limit(limit)
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public synchronized EntryId lastGenerated(Shard shard) {
    return data.last(shard);
  }

  @Override
  public synchronized long length(Shard shard) {
    return data.stream(shard).size();
  }

  @Override
  public synchronized List<AppendOutcome> append(List<MicroBatch> batches) {
    List<AppendOutcome> outcomes = new ArrayList<>();
    batches.forEach(batch -> outcomes.add(append(batch)));
    return outcomes;
  }

  private AppendOutcome append(MicroBatch batch) {
    String producer = batch.shard() + "/" + batch.producer();
    if (batch.sequence() <= data.producers.getOrDefault(producer, 0L)) {
      return new AppendOutcome.Stored(true);
    }
    for (byte[] event : batch.events()) {
      EntryId id = nextId(data.last(batch.shard()));
      data.stream(batch.shard()).put(id, event);
      data.last.put(batch.shard(), id);
    }
    data.producers.put(producer, batch.sequence());
    return new AppendOutcome.Stored(false);
  }

  private EntryId nextId(EntryId last) {
    long now = clock.millis();
    return now > last.millis() ? new EntryId(now, 0) : last.next();
  }

  @Override
  public synchronized Optional<Lease> acquire(
      String lane, Reader reader, String owner, Duration ttl) {
    String key = lane + "/" + reader;
    Held held = data.leases.get(key);
    Instant now = clock.instant();
    if (held != null && held.until().isAfter(now) && !held.owner().equals(owner)) {
      return Optional.empty();
    }
    long fence = Math.max(data.fences.getOrDefault(key, 0L) + 1, now.toEpochMilli());
    data.fences.put(key, fence);
    data.leases.put(key, new Held(owner, fence, now.plus(ttl)));
    return Optional.of(new Lease(lane, reader, owner, fence));
  }

  @Override
  public synchronized boolean renew(Lease lease, Duration ttl) {
    boolean held = holds(lease);
    if (held) {
      data.leases.put(
          lease.lane() + "/" + lease.reader(),
          new Held(lease.owner(), lease.fence(), clock.instant().plus(ttl)));
    }
    return held;
  }

  @Override
  public synchronized void release(Lease lease) {
    if (holds(lease)) {
      data.leases.remove(lease.lane() + "/" + lease.reader());
    }
  }

  private boolean holds(Lease lease) {
    Held held = data.leases.get(lease.lane() + "/" + lease.reader());
    return held != null
        && held.until().isAfter(clock.instant())
        && held.owner().equals(lease.owner())
        && held.fence() == lease.fence();
  }

  @Override
  public synchronized EntryId position(Shard shard, Reader reader) {
    return data.cursors.getOrDefault(shard + "/" + reader, EntryId.ZERO);
  }

  @Override
  public synchronized boolean advance(Lease lease, Shard shard, EntryId to) {
    if (!fenced(lease, shard)) {
      return false;
    }
    data.cursors.merge(
        shard + "/" + lease.reader(), to, (at, next) -> next.compareTo(at) > 0 ? next : at);
    return true;
  }

  @Override
  public synchronized long trim(Lease lease, Shard shard) {
    if (!fenced(lease, shard)) {
      return 0;
    }
    EntryId lowest =
        Arrays.stream(Reader.values())
            .filter(reader -> isThere(shard, reader))
            .map(reader -> position(shard, reader))
            .min(EntryId::compareTo)
            .orElseThrow();
    Map<EntryId, byte[]> finished = data.stream(shard).headMap(lowest, true);
    int removed = finished.size();
    finished.clear();
    return removed;
  }

  @Override
  public synchronized boolean raiseLastGenerated(Lease lease, Shard shard, EntryId floor) {
    if (!fenced(lease, shard)) {
      return false;
    }
    data.last.merge(shard, floor, (at, next) -> next.compareTo(at) > 0 ? next : at);
    return true;
  }

  private boolean isThere(Shard shard, Reader reader) {
    return reader.rememberedFor().isEmpty() || data.cursors.containsKey(shard + "/" + reader);
  }

  private boolean fenced(Lease lease, Shard shard) {
    String key = shard + "/" + lease.reader();
    boolean newest = lease.fence() >= data.fences.getOrDefault(key, 0L);
    if (newest) {
      data.fences.put(key, lease.fence());
    }
    return newest;
  }

  @Override
  public synchronized Optional<String> epoch(Shard shard) {
    return Optional.ofNullable(data.epochs.get(shard));
  }

  @Override
  public synchronized boolean mark(Lease lease, Shard shard, String epoch) {
    boolean newest = fenced(lease, shard);
    if (newest) {
      data.epochs.put(shard, epoch);
    }
    return newest;
  }

  @Override
  public synchronized LaneState load(String lane) {
    return data.seals.getOrDefault(lane, LaneState.NEW);
  }

  @Override
  public synchronized boolean save(Lease lease, LaneState seen, LaneState next) {
    long newest = data.fences.getOrDefault(lease.lane() + "/" + lease.reader(), 0L);
    LaneState found = load(lease.lane());
    boolean same = found.version() == seen.version() && found.epoch().equals(seen.epoch());
    if (lease.fence() < newest || !same) {
      return false;
    }
    data.seals.put(lease.lane(), next);
    return true;
  }

  /** All entries of these shards that the streams hold now. */
  public synchronized List<byte[]> entries(List<Shard> shards) {
    return shards.stream()
        .map(shard -> Objects.requireNonNullElse(data.streams.get(shard), new TreeMap<>()))
        .flatMap(stream -> stream.values().stream())
        .map(byte[].class::cast)
        .toList();
  }

  /** When the last lease runs out. */
  public synchronized Instant leasesEnd() {
    return data.leases.values().stream()
        .map(Held::until)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
