package dev.oceanus.common.redis;

import dev.oceanus.common.stream.StreamUnavailableException;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What an exception of Jedis means. Nobody else reads its types or texts. Everything but {@link
 * #MISTAKE} may pass by itself, and the same call may be made again.
 */
public enum RedisFailure {
  /** No connection, or it broke, or no answer in time: the call may have taken effect. */
  UNREACHABLE,
  /** Redis reads its data after a restart. */
  LOADING,
  /** Memory is full, and nothing is evicted. */
  OUT_OF_MEMORY,
  /** Redis cannot write its append-only file. */
  DISK,
  /** This node is a replica, or the cluster has no owner for the key now. */
  NOT_WRITABLE,
  /** Wrong or missing credentials, or a command that they do not allow. */
  DENIED,
  /** Redis answered with an error that calls for a person: a bug or foreign data under our keys. */
  MISTAKE;

  /** What this exception means. */
  public static RedisFailure of(JedisException e) {
    if (e instanceof JedisConnectionException || e.getCause() instanceof IOException) {
      return UNREACHABLE;
    }
    if (e instanceof JedisAccessControlException) {
      return DENIED;
    }
    if (e instanceof JedisClusterException) {
      return NOT_WRITABLE;
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    int space = message.indexOf(' ');
    String code = (space < 0 ? message : message.substring(0, space)).toUpperCase(Locale.ROOT);
    return switch (code) {
      case "LOADING", "BUSY", "TRYAGAIN" -> LOADING;
      case "OOM" -> OUT_OF_MEMORY;
      case "MISCONF" -> DISK;
      case "READONLY", "MASTERDOWN", "CLUSTERDOWN", "NOREPLICAS", "MOVED", "ASK" -> NOT_WRITABLE;
      case "NOAUTH", "WRONGPASS", "NOPERM" -> DENIED;
      default -> e instanceof JedisDataException ? dataError(message) : UNREACHABLE;
    };
  }

  /** Errors inside a script carry their code in the text. */
  private static RedisFailure dataError(String message) {
    if (message.contains("OOM command not allowed")) {
      return OUT_OF_MEMORY;
    }
    if (message.contains("MISCONF")) {
      return DISK;
    }
    if (message.contains("READONLY")) {
      return NOT_WRITABLE;
    }
    return MISTAKE;
  }

  /** As in logs and metrics: {@code out-of-memory}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Makes a call for a port whose failures are {@link StreamUnavailableException}.
   *
   * @param what what was tried, with the identifier
   */
  public static <T> T during(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (JedisException e) {
      RedisFailure failure = of(e);
      if (failure == MISTAKE) {
        throw new IllegalStateException(what + ": Redis answered " + e.getMessage(), e);
      }
      throw new StreamUnavailableException(what + ": Redis " + failure.key(), e);
    }
  }
}
