package dev.oceanus.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.stream.StreamUnavailableException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

class RedisFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOADING Redis is loading the dataset in memory | LOADING
          BUSY Redis is busy running a script | LOADING
          TRYAGAIN Multiple keys request during rehashing of slot | LOADING
          OOM command not allowed when used memory > 'maxmemory'. | OUT_OF_MEMORY
          ERR Error running script: @user_script:7: OOM command not allowed when used memory | OUT_OF_MEMORY
          MISCONF Errors writing to the AOF file: No space left on device | DISK
          ERR Error running script: MISCONF Errors writing to the AOF file | DISK
          READONLY You can't write against a read only replica. | NOT_WRITABLE
          ERR Error running script: READONLY You can't write against a read only replica. | NOT_WRITABLE
          MASTERDOWN Link with MASTER is down | NOT_WRITABLE
          CLUSTERDOWN Hash slot not served | NOT_WRITABLE
          NOREPLICAS Not enough good replicas to write. | NOT_WRITABLE
          MOVED 1234 127.0.0.1:7001 | NOT_WRITABLE
          ASK 1234 127.0.0.1:7001 | NOT_WRITABLE
          NOAUTH Authentication required. | DENIED
          WRONGPASS invalid username-password pair | DENIED
          NOPERM this user has no permissions to run the 'evalsha' command | DENIED
          WRONGTYPE Operation against a key holding the wrong kind of value | MISTAKE
          ERR unknown command 'FOO' | MISTAKE
          """)
  void tellsWhatAnAnswerOfRedisMeans(String message, RedisFailure failure) {
    assertThat(RedisFailure.of(new JedisDataException(message))).isEqualTo(failure);
  }

  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(new JedisConnectionException("reset"), RedisFailure.UNREACHABLE),
        Arguments.of(
            new JedisException("pool", new SocketTimeoutException()), RedisFailure.UNREACHABLE),
        Arguments.of(new JedisException("pool exhausted"), RedisFailure.UNREACHABLE),
        Arguments.of(new JedisException((String) null), RedisFailure.UNREACHABLE),
        Arguments.of(new JedisAccessControlException("WRONGPASS"), RedisFailure.DENIED),
        Arguments.of(new JedisClusterException("no owner"), RedisFailure.NOT_WRITABLE),
        Arguments.of(new JedisClusterOperationException("no more"), RedisFailure.UNREACHABLE));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void tellsWhatAnExceptionMeans(JedisException e, RedisFailure failure) {
    assertThat(RedisFailure.of(e)).isEqualTo(failure);
  }

  @Test
  void makesOfWhatMayPassAnOutageWithoutRedisText() {
    JedisException away = new JedisConnectionException("secret");
    assertThatThrownBy(
            () ->
                RedisFailure.during(
                    "reading t:0",
                    () -> {
                      throw away;
                    }))
        .isInstanceOf(StreamUnavailableException.class)
        .hasMessage("reading t:0: Redis unreachable")
        .hasCause(away);
  }

  @Test
  void makesOfAMistakeABug() {
    assertThatThrownBy(
            () ->
                RedisFailure.during(
                    "reading t:0",
                    () -> {
                      throw new JedisDataException("WRONGTYPE it is a list");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("reading t:0: Redis answered WRONGTYPE it is a list");
  }
}
