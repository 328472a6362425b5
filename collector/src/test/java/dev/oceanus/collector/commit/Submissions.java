package dev.oceanus.collector.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.TestSites;
import dev.oceanus.common.stream.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Makes submissions, and notes how each was answered. Thread-safe. */
final class Submissions {
  static final Shard DEMO = TestSites.DEMO.lane().shard(0);
  static final Shard SHOP = TestSites.SHOP.lane().shard(0);

  private final LongSupplier nanos;
  private final List<String> answers = Collections.synchronizedList(new ArrayList<>());

  Submissions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** For the shard of the site {@code demo}. */
  Submission of(String... events) {
    return to(DEMO, events);
  }

  Submission to(Shard shard, String... events) {
    return owned(Runnable::run, shard, events);
  }

  Submission owned(Executor owner, Shard shard, String... events) {
    List<byte[]> bytes = Arrays.stream(events).map(event -> event.getBytes(UTF_8)).toList();
    long length = bytes.stream().mapToLong(event -> event.length).sum();
    String name = events[0];
    return new Submission(
        shard, bytes, length, nanos.getAsLong(), owner, commit -> answers.add(name + " " + commit));
  }

  /** {@code first-event OUTCOME} for each answer, in order. */
  List<String> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }
}
