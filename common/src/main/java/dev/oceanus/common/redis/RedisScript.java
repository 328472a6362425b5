package dev.oceanus.common.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A Lua script, called by its hash and sent whole where Redis does not know it (after a restart).
 * Immutable and thread-safe. All keys of a call must share one hash tag.
 */
public final class RedisScript {
  /**
   * Lua that begins every script that writes under a lease: {@code fenced(key, fence)} is false
   * when a higher fence has been seen under this key, and notes the fence otherwise.
   */
  public static final String FENCED =
      """
      local function fenced(key, fence)
        local seen = tonumber(redis.call('GET', key) or '0')
        local mine = tonumber(fence)
        if mine < seen then
          return false
        end
        if mine > seen then
          redis.call('SET', key, fence)
        end
        return true
      end
      """;

  /** Lua that tells Redis' own time: {@code now()}, in milliseconds. */
  static final String NOW =
      """
      local function now()
        local time = redis.call('TIME')
        return time[1] * 1000 + math.floor(time[2] / 1000)
      end
      """;

  /** Lua that compares entry ids: {@code above(a, b)} and {@code split(id)}. */
  static final String IDS =
      """
      local function split(id)
        local ms, n = string.match(id, '^(%d+)-(%d+)$')
        return tonumber(ms), tonumber(n)
      end
      local function above(a, b)
        local am, an = split(a)
        local bm, bn = split(b)
        return am > bm or (am == bm and an > bn)
      end
      local function last_generated(stream)
        if redis.call('EXISTS', stream) == 0 then
          return '0-0'
        end
        local info = redis.call('XINFO', 'STREAM', stream)
        for i = 1, #info, 2 do
          if info[i] == 'last-generated-id' then
            return info[i + 1]
          end
        end
      end
      """;

  private final byte[] text;
  private final byte[] sha;

  /** A script of these parts, joined in order. */
  public RedisScript(String... parts) {
    this.text = String.join("\n", parts).getBytes(UTF_8);
    this.sha = HexFormat.of().formatHex(sha1(text)).getBytes(UTF_8);
  }

  /**
   * Runs the script.
   *
   * @return Redis' answer: a Long, a byte array, a list of these, or null
   * @throws redis.clients.jedis.exceptions.JedisException as Jedis does; see {@link RedisFailure}
   */
  public Object run(UnifiedJedis redis, List<String> keys, List<String> arguments) {
    return runBinary(redis, bytes(keys), bytes(arguments));
  }

  Object runBinary(UnifiedJedis redis, List<byte[]> keys, List<byte[]> arguments) {
    try {
      return redis.evalsha(sha, keys, arguments);
    } catch (JedisNoScriptException e) {
      return redis.eval(text, keys, arguments);
    }
  }

  byte[] sha() {
    return sha;
  }

  static List<byte[]> bytes(List<String> texts) {
    List<byte[]> bytes = new ArrayList<>(texts.size());
    for (String text : texts) {
      bytes.add(text.getBytes(UTF_8));
    }
    return bytes;
  }

  private static byte[] sha1(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
