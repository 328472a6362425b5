package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.loader.batch.Batch;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What all lanes share.
 *
 * @param held what the tables hold
 * @param tables to which batches go
 * @param limits of a chunk
 * @param jitter the longest wait after another loader was met
 * @param patience how long a stream is given to learn of new columns before it is tried again
 */
record StreamKit(
    WriteStreams streams,
    StreamRegistry registry,
    Claims claims,
    HeldBatches held,
    Tables tables,
    FailPoints failPoints,
    RandomGenerator random,
    Chunks.Limits limits,
    Duration jitter,
    Duration patience) {
  /** To which table a batch goes. */
  interface Tables {
    String of(Batch batch);
  }
}
