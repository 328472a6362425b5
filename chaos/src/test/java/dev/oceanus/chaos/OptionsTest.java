package dev.oceanus.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.chaos.Options.UsageException;
import dev.oceanus.chaos.campaign.RandomKills.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static Options options(String... arguments) {
    return new Options(List.of(arguments));
  }

  @Test
  void killsSixtyTimesUnlessToldOtherwise() {
    Options options = options();

    assertThat(options.kills()).isEqualTo(60);
    assertThat(options.rate()).isEqualTo(200);
    assertThat(options.collectors()).isEqualTo(2);
    assertThat(options.loaders()).isEqualTo(2);
    assertThat(options.seed(42)).isEqualTo(42);
    assertThat(options.targets()).containsExactly(Target.LOADER, Target.COLLECTOR, Target.REDIS);
    assertThat(options.folder()).isNull();
    assertThat(options.keep()).isFalse();
  }

  @Test
  void followsWhatItIsTold() {
    Options options = options("--kills", "500", "--seed", "-7", "--targets", "redis,redis,loader");

    assertThat(options.kills()).isEqualTo(500);
    assertThat(options.seed(42)).isEqualTo(-7);
    assertThat(options.targets()).containsExactly(Target.REDIS, Target.REDIS, Target.LOADER);
  }

  @Test
  void killsNothingWhereSomethingElseIsAskedFor() {
    assertThat(options("--fail-points").kills()).isZero();
    assertThat(options("--pauses", "5").kills()).isZero();
    assertThat(options("--rolls", "5", "--kills", "3").kills()).isEqualTo(3);
    assertThat(options("--redis-away", "10m").kills()).isZero();
  }

  @Test
  void publishesEventsToo() {
    assertThat(options().live()).isFalse();
    assertThat(options("--live").live()).isTrue();
    assertThat(options("--live").kills()).isEqualTo(60);
    assertThat(options("--pubsub-away", "10m").live()).isTrue();
    assertThat(options("--pubsub-away", "10m").pubSubAway()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options("--pubsub-away", "10m").kills()).isZero();
    assertThat(options("--live", "--fail-points").collectors()).isEqualTo(1);
  }

  @Test
  void takesRedisAwayForSoLongAndComparesTheOrderOfOneCollector() {
    assertThat(options().redisAway()).isZero();
    assertThat(options("--redis-away", "10m").redisAway()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options("--redis-away", "10m").collectors()).isEqualTo(1);
    assertThat(options("--redis-away", "10m", "--rolls", "1").collectors()).isEqualTo(2);
    assertThat(options("--fail-points", "--redis-away", "10m").collectors()).isEqualTo(3);
  }

  @Test
  void breaksFailPointsOfOneLoader() {
    Options options = options("--fail-points", "--loaders", "2");

    assertThat(options("--fail-points").loaders()).isEqualTo(1);
    assertThatThrownBy(options::loaders)
        .isInstanceOf(UsageException.class)
        .hasMessage("--loaders must be a whole number from 1 to 1, found '2'");
  }

  @ParameterizedTest
  @CsvSource({
    "--kill 3, chaos knows no '--kill'",
    "60, chaos knows no '60'",
    "--kills, --kills needs a value",
    "'--kills many', '--kills must be a whole number from 0 to 1000000, found ''many'''",
    "'--targets loader,nginx', '--targets must be of loader, collector, redis, bigquery, tables, notifier and stall, found ''nginx'''",
    "'--targets bigquery', 'the targets bigquery and tables need --warehouse load or stream'",
    "'--warehouse snowflake', '--warehouse must be duckdb, load or stream, found ''snowflake'''",
    "'--redis-away 10', '--redis-away must be a time up to 24h, as 90s or 10m, found ''10'''",
    "'--seed x', '--seed must be a whole number, found ''x'''"
  })
  void namesWhatItCannotFollowAndEndsWith64(String line, String message) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        ChaosMain.run(
            List.of(line.split(" ")),
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8));

    assertThat(err.toString(UTF_8)).startsWith("oceanus: " + message).contains("usage:");
    assertThat(code).isEqualTo(64);
  }
}
