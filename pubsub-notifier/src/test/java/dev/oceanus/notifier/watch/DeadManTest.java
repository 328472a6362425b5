package dev.oceanus.notifier.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.outbox.NoticesFixture.HandClock;
import dev.oceanus.notifier.standin.HttpStandIn;
import dev.oceanus.notifier.standin.Script;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the service outside hears, whatever it does with it. */
@Timeout(60)
class DeadManTest {
  private static final String SECRET = "5a1c8a52-not-for-logs";
  private static final String SETTING = "OCEANUS_DEADMAN_URL_FILE";

  @TempDir Path folder;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final HandClock clock = new HandClock();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void saysNothingSecret() {
    root.detachAppender(log);
    assertThat(lines()).noneMatch(line -> line.contains(SECRET));
  }

  private List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private DeadMan deadMan(HttpStandIn outside) {
    return new DeadMan(
        outside.at("/" + SECRET + "?key=" + SECRET),
        GuardedHttp.of(Guard.of().withLoopback()),
        clock::nanos);
  }

  @Test
  void asksForItsPlaceOnceAMinuteAsLongAsTheWatchLooks() throws Exception {
    try (HttpStandIn outside = HttpStandIn.plain(Script.status(200, "OK"))) {
      DeadMan deadMan = deadMan(outside);
      deadMan.seen();
      assertThat(outside.last().method()).isEqualTo("GET");
      assertThat(outside.last().target()).isEqualTo("/" + SECRET + "?key=" + SECRET);
      assertThat(outside.last().body()).isEmpty();

      for (int second = 2; second < 60; second += 2) {
        clock.pass(Duration.ofSeconds(2));
        deadMan.seen();
      }
      assertThat(outside.requests()).hasSize(1);
      clock.pass(Duration.ofSeconds(2));
      deadMan.seen();
      deadMan.seen();
      assertThat(outside.requests()).hasSize(2);
      clock.pass(Duration.ofMinutes(10));
      deadMan.seen();
      deadMan.seen();

      assertThat(outside.requests()).as("missed minutes are not made up for").hasSize(3);
      assertThat(lines()).isEmpty();
    }
  }

  static Stream<Script> troubles() {
    return Stream.of(
        Script.status(500, SECRET),
        Script.status(404, ""),
        Script.status(302, "", "Location: https://elsewhere.test/" + SECRET),
        Script.bytes("no HTTP: " + SECRET + "\r\n\r\n"),
        Script.drop(),
        Script.gigabyte(),
        Script.hang());
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void goesOnWhateverItsPlaceDoes(Script script) throws Exception {
    try (HttpStandIn outside = HttpStandIn.plain(script)) {
      DeadMan deadMan = deadMan(outside);
      deadMan.seen();
      deadMan.seen();
      assertThat(outside.requests()).as("it is no reason to ask more often").hasSize(1);
      outside.does(Script.status(200, ""));
      clock.pass(DeadMan.EVERY);
      deadMan.seen();

      assertThat(outside.requests()).hasSize(2);
    }
  }

  @Test
  void warnsOnceUntilItWasHeardAgain() throws Exception {
    try (HttpStandIn outside = HttpStandIn.plain(Script.status(500, SECRET))) {
      DeadMan deadMan = deadMan(outside);
      for (Script script :
          List.of(
              Script.status(503, SECRET),
              Script.drop(),
              Script.status(200, ""),
              Script.status(500, ""))) {
        deadMan.seen();
        outside.does(script);
        clock.pass(DeadMan.EVERY);
      }
      deadMan.seen();

      assertThat(outside.requests()).hasSize(5);
      assertThat(lines())
          .containsExactly(
              "nobody outside hears that the watch looks: Answered[status=500]",
              "nobody outside hears that the watch looks: Answered[status=500]");
    }
  }

  @Test
  void saysNothingSecretWhereNobodyListens() throws Exception {
    HttpStandIn outside = HttpStandIn.plain(Script.drop());
    DeadMan deadMan = deadMan(outside);
    outside.close();
    deadMan.seen();

    assertThat(lines()).singleElement().asString().contains("takes no connections");
  }

  @Test
  void asksForNothingWithoutAPlace() throws Exception {
    DeadMan deadMan = DeadMan.of(Optional.empty(), clock::nanos);
    deadMan.seen();

    assertThat(lines()).isEmpty();
    assertThat(DeadMan.from(new Env(Map.of()))).isEmpty();
  }

  private Env env(String url) throws IOException {
    return new Env(
        Map.of(SETTING, Files.writeString(folder.resolve("url"), url + "\n").toString()));
  }

  @Test
  void readsItsPlaceFromAFile() throws Exception {
    Env env = env("https://hc.example.com/" + SECRET);

    assertThat(DeadMan.from(env)).hasValue(URI.create("https://hc.example.com/" + SECRET));
    env.check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hc.example.com/" + SECRET,
        "https://" + SECRET + "@hc.example.com/",
        "https://hc.example.com/#" + SECRET,
        "https:///" + SECRET,
        "a b " + SECRET
      })
  void refusesWhatIsNoSafePlaceWithoutShowingIt(String url) throws Exception {
    Env env = env(url);

    assertThat(DeadMan.from(env)).isEmpty();
    assertThatThrownBy(env::check)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(SETTING)
        .hasMessageNotContaining(SECRET);
  }
}
