package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream at one instant, and the rules by which it changes. Immutable: each change answers a
 * new state, or throws {@link RefusedException}. Says nothing about the table.
 *
 * @param lastUsed last successful call, from which its expiry counts
 * @param rows appended so far, which is the offset that the next append has
 * @param flushed rows of a {@code BUFFERED} stream that are visible, from the first
 * @param committed when its rows became visible, for a {@code PENDING} stream
 */
record StreamState(
    StreamName name,
    Type type,
    Instant created,
    Instant lastUsed,
    long rows,
    long flushed,
    boolean finalized,
    Optional<Instant> committed) {

  static StreamState fresh(StreamName name, Type type, Instant now) {
    return new StreamState(name, type, now, now, 0, 0, false, Optional.empty());
  }

  /**
   * Whether it is gone. Source: "Streams follow the system-defined time to live: a committed stream
   * has a TTL of four days if there is no traffic, a buffered stream of seven" (Write API, best
   * practices, quoted in java-bigquerystorage issue 2198). One time for all types here.
   */
  boolean isExpired(Instant now, Duration idle) {
    return Duration.between(lastUsed, now).compareTo(idle) >= 0;
  }

  /**
   * After an append.
   *
   * @param offset where the caller wants it, null for the end
   */
  StreamState appended(@Nullable Long offset, int count, Instant now) {
    if (finalized || committed.isPresent()) {
      throw new RefusedException(Refusals.finalized(name));
    }
    if (offset != null && offset < rows) {
      throw new RefusedException(Refusals.offsetExists(name, rows, offset));
    }
    if (offset != null && offset > rows) {
      throw new RefusedException(Refusals.offsetBeyond(name, rows, offset));
    }
    return new StreamState(name, type, created, now, rows + count, flushed, finalized, committed);
  }

  /**
   * After a flush of the rows up to and with this offset (source: FlushRowsRequest in
   * storage.proto). A flush behind the cursor changes nothing.
   */
  StreamState flushedTo(long offset, Instant now) {
    if (type != Type.BUFFERED) {
      throw new RefusedException(
          Refusals.streamType(
              name, "FlushRows is for BUFFERED streams, this one is " + type + "."));
    }
    if (finalized) {
      throw new RefusedException(Refusals.finalized(name));
    }
    if (offset < 0 || offset >= rows) {
      throw new RefusedException(Refusals.flushBeyond(name, offset));
    }
    return new StreamState(
        name, type, created, now, rows, Math.max(flushed, offset + 1), finalized, committed);
  }

  /** After it was finalised; once more is no fault. */
  StreamState finalizedAt(Instant now) {
    return new StreamState(name, type, created, now, rows, flushed, true, committed);
  }

  /** After its rows were made visible together. */
  StreamState committedAt(Instant now) {
    if (type != Type.PENDING) {
      throw new RefusedException(
          Refusals.streamType(
              name, "Only PENDING streams are committed, this one is " + type + "."));
    }
    if (committed.isPresent()) {
      throw new RefusedException(Refusals.committedAlready(name));
    }
    if (!finalized) {
      throw new RefusedException(
          Refusals.streamState(name, "A stream is finalized before it is committed."));
    }
    return new StreamState(name, type, created, now, rows, flushed, true, Optional.of(now));
  }
}
