package dev.oceanus.common.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.AppendOutcome.Stored;
import dev.oceanus.common.stream.AppendOutcome.Unconfirmed;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.StreamAppender;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Appends micro-batches through one script each. On a single Redis all micro-batches of a call
 * travel in one pipeline and share one fsync; on a cluster each goes to its node on its own,
 * because a pipeline there does not follow a shard that moves. Thread-safe.
 */
public final class RedisAppender implements StreamAppender {
  private static final RedisScript APPEND =
      new RedisScript(
          """
          local last = redis.call('HGET', KEYS[2], ARGV[1])
          if last and tonumber(ARGV[2]) <= tonumber(string.match(last, '^%d+')) then
            return 0
          end
          for i = 3, #ARGV do
            redis.call('XADD', KEYS[1], '*', 'e', ARGV[i])
          end
          local now = redis.call('TIME')
          local ms = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000))
          redis.call('HSET', KEYS[2], ARGV[1], ARGV[2] .. '@' .. ms)
          return #ARGV - 2
          """);

  private final UnifiedJedis redis;

  public RedisAppender(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public List<AppendOutcome> append(List<MicroBatch> batches) {
    if (batches.size() == 1 || redis instanceof RedisClusterClient) {
      List<AppendOutcome> outcomes = new ArrayList<>(batches.size());
      for (MicroBatch batch : batches) {
        outcomes.add(appendOne(batch));
      }
      return outcomes;
    }
    return appendPipelined(batches);
  }

  private AppendOutcome appendOne(MicroBatch batch) {
    try {
      return stored(APPEND.runBinary(redis, keys(batch), arguments(batch)));
    } catch (JedisException e) {
      return unconfirmed(e);
    }
  }

  private List<AppendOutcome> appendPipelined(List<MicroBatch> batches) {
    List<Response<Object>> responses = new ArrayList<>(batches.size());
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (MicroBatch batch : batches) {
        responses.add(pipeline.evalsha(APPEND.sha(), keys(batch), arguments(batch)));
      }
      pipeline.sync();
    } catch (JedisException e) {
      AppendOutcome outcome = unconfirmed(e);
      return batches.stream().map(batch -> outcome).toList();
    }
    List<AppendOutcome> outcomes = new ArrayList<>(batches.size());
    for (int i = 0; i < responses.size(); i++) {
      outcomes.add(outcome(responses.get(i), batches.get(i)));
    }
    return outcomes;
  }

  private AppendOutcome outcome(Response<Object> response, MicroBatch batch) {
    try {
      return stored(response.get());
    } catch (JedisNoScriptException e) {
      return appendOne(batch);
    } catch (JedisException e) {
      return unconfirmed(e);
    }
  }

  private static AppendOutcome stored(Object added) {
    return new Stored(((Long) added) == 0);
  }

  private static AppendOutcome unconfirmed(JedisException e) {
    RedisFailure failure = RedisFailure.of(e);
    if (failure == RedisFailure.MISTAKE) {
      return new Unconfirmed(failure.key() + ": " + e.getMessage());
    }
    return new Unconfirmed(failure.key());
  }

  private static List<byte[]> keys(MicroBatch batch) {
    return List.of(
        RedisKeys.events(batch.shard()).getBytes(UTF_8),
        RedisKeys.producers(batch.shard()).getBytes(UTF_8));
  }

  private static List<byte[]> arguments(MicroBatch batch) {
    List<byte[]> arguments = new ArrayList<>(batch.events().size() + 2);
    arguments.add(batch.producer().getBytes(UTF_8));
    arguments.add(Long.toString(batch.sequence()).getBytes(UTF_8));
    arguments.addAll(batch.events());
    return arguments;
  }
}
