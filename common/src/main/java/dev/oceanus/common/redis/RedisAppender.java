package dev.oceanus.common.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.AppendOutcome.Stored;
import dev.oceanus.common.stream.AppendOutcome.Unconfirmed;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.StreamAppender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Appends micro-batches through one script for each shard and producer. On a single Redis all
 * scripts of a call travel in one pipeline and share one fsync; on a cluster each goes to its node
 * on its own, because a pipeline there does not follow a shard that moves. Thread-safe.
 */
public final class RedisAppender implements StreamAppender {
  private static final RedisScript APPEND =
      new RedisScript(
          """
          local entry = redis.call('HGET', KEYS[2], ARGV[1])
          local before = entry and string.match(entry, '^%d+') or '0'
          local last = before
          local at = 2
          while at < #ARGV do
            local events = tonumber(ARGV[at + 1])
            if tonumber(ARGV[at]) > tonumber(last) then
              for i = at + 2, at + 1 + events do
                redis.call('XADD', KEYS[1], '*', 'e', ARGV[i])
              end
              last = ARGV[at]
            end
            at = at + 2 + events
          end
          if last ~= before then
            local now = redis.call('TIME')
            local ms = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000))
            redis.call('HSET', KEYS[2], ARGV[1], last .. '@' .. ms)
          end
          return before
          """);

  private final UnifiedJedis redis;

  public RedisAppender(UnifiedJedis redis) {
    this.redis = redis;
  }

  /** Micro-batches of one producer for one shard, and their places in the call. */
  private record Run(List<MicroBatch> batches, List<Integer> places) {
    MicroBatch first() {
      return batches.getFirst();
    }
  }

  @Override
  public List<AppendOutcome> append(List<MicroBatch> batches) {
    List<Run> runs = runs(batches);
    AppendOutcome[] outcomes = new AppendOutcome[batches.size()];
    if (runs.size() == 1 || redis instanceof RedisClusterClient) {
      runs.forEach(run -> appendOne(run, outcomes));
    } else {
      appendPipelined(runs, outcomes);
    }
    return List.of(outcomes);
  }

  private static List<Run> runs(List<MicroBatch> batches) {
    Map<String, Run> runs = new LinkedHashMap<>();
    for (int i = 0; i < batches.size(); i++) {
      MicroBatch batch = batches.get(i);
      Run run =
          runs.computeIfAbsent(
              batch.shard() + " " + batch.producer(),
              key -> new Run(new ArrayList<>(1), new ArrayList<>(1)));
      run.batches.add(batch);
      run.places.add(i);
    }
    return List.copyOf(runs.values());
  }

  private void appendOne(Run run, AppendOutcome[] outcomes) {
    try {
      stored(APPEND.runBinary(redis, keys(run), arguments(run)), run, outcomes);
    } catch (JedisException e) {
      unconfirmed(e, run, outcomes);
    }
  }

  private void appendPipelined(List<Run> runs, AppendOutcome[] outcomes) {
    List<Response<Object>> responses = new ArrayList<>(runs.size());
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (Run run : runs) {
        responses.add(pipeline.evalsha(APPEND.sha(), keys(run), arguments(run)));
      }
      pipeline.sync();
    } catch (JedisException e) {
      runs.forEach(run -> unconfirmed(e, run, outcomes));
      return;
    }
    for (int i = 0; i < runs.size(); i++) {
      answered(responses.get(i), runs.get(i), outcomes);
    }
  }

  private void answered(Response<Object> response, Run run, AppendOutcome[] outcomes) {
    try {
      stored(response.get(), run, outcomes);
    } catch (JedisNoScriptException e) {
      appendOne(run, outcomes);
    } catch (JedisException e) {
      unconfirmed(e, run, outcomes);
    }
  }

  /**
   * @param before the last sequence that Redis had seen
   */
  private static void stored(Object before, Run run, AppendOutcome[] outcomes) {
    long last = Long.parseLong(new String((byte[]) before, UTF_8));
    for (int i = 0; i < run.places.size(); i++) {
      outcomes[run.places.get(i)] = new Stored(run.batches.get(i).sequence() <= last);
    }
  }

  private static void unconfirmed(JedisException e, Run run, AppendOutcome[] outcomes) {
    RedisFailure failure = RedisFailure.of(e);
    String reason =
        failure == RedisFailure.MISTAKE ? failure.key() + ": " + e.getMessage() : failure.key();
    for (int place : run.places) {
      outcomes[place] = new Unconfirmed(reason);
    }
  }

  private static List<byte[]> keys(Run run) {
    return List.of(
        RedisKeys.events(run.first().shard()).getBytes(UTF_8),
        RedisKeys.producers(run.first().shard()).getBytes(UTF_8));
  }

  private static List<byte[]> arguments(Run run) {
    List<byte[]> arguments = new ArrayList<>(run.first().events().size() + 3);
    arguments.add(run.first().producer().getBytes(UTF_8));
    for (MicroBatch batch : run.batches) {
      arguments.add(Long.toString(batch.sequence()).getBytes(UTF_8));
      arguments.add(Integer.toString(batch.events().size()).getBytes(UTF_8));
      arguments.addAll(batch.events());
    }
    return arguments;
  }
}
