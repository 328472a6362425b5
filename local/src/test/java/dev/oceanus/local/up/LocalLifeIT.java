package dev.oceanus.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.up.Program.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is ended in all ways, and started again. */
@Tag("slow")
class LocalLifeIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path temp;
  private DataFolder folder;

  @BeforeEach
  void chooseFolder() {
    folder = new DataFolder(temp.resolve("data"));
  }

  @Test
  void aWarehouseIsAskedWithoutAProcessToo() throws Exception {
    try (Program up = up()) {
      acknowledged(up.running(folder), 3);
      up.signal("TERM");
      Answer answer = up.end();

      assertThat(answer.code()).isZero();
      assertThat(answer.out()).contains("Stopped");
    }
    assertThat(count()).isEqualTo("n,d\r\n3,3\r\n");
    assertThat(folder.running()).doesNotExist();
  }

  @Test
  void anInterruptOfTheWholeGroupEndsInOrder() throws Exception {
    long redis;
    try (Program up = up()) {
      Running running = up.running(folder);
      redis = redisPid();
      acknowledged(running, 50);
      up.signalGroup("INT");
      Answer answer = up.end();

      assertThat(answer.code()).isZero();
      assertThat(answer.out()).contains("Stopping").contains("Stopped");
      assertThat(answer.err()).isEmpty();
    }
    assertThat(isAlive(redis)).isFalse();
    assertThat(count()).isEqualTo("n,d\r\n50,50\r\n");
  }

  @Test
  void nothingAcknowledgedIsLostOrDoubledByKills() throws Exception {
    int acknowledged = 0;
    for (int round = 0; round < 3; round++) {
      try (Program up = up()) {
        Running running = up.running(folder);
        acknowledged += acknowledged(running, 40);
        up.signal("KILL");
        up.end();
      }
    }
    try (Program up = up()) {
      up.running(folder);
      String expected = "n,d\r\n%d,%d\r\n".formatted(acknowledged, acknowledged);
      await().atMost(SOON).untilAsserted(() -> assertThat(count()).isEqualTo(expected));
    }
  }

  @Test
  void redisEndsWhenItsProcessIsKilled() throws Exception {
    try (Program up = up()) {
      up.running(folder);
      long redis = redisPid();
      up.signal("KILL");

      await().atMost(SOON).until(() -> !isAlive(redis));
    }
  }

  @Test
  void anEarlierRedisThatLivesOnIsEndedFirst() throws Exception {
    long redis;
    try (Program up = up()) {
      acknowledged(up.running(folder), 5);
      long earlier = redisPid();
      redis = earlier;
      // What would end Redis behind its process.
      List<ProcessHandle> watches =
          guard(up).children().filter(child -> child.pid() != earlier).toList();
      watches.forEach(ProcessHandle::destroyForcibly);
      await().atMost(SOON).until(() -> watches.stream().noneMatch(ProcessHandle::isAlive));
      up.signal("KILL");
      up.end();
    }
    assertThat(isAlive(redis)).isTrue();

    try (Program up = up()) {
      up.running(folder);
      assertThat(isAlive(redis)).isFalse();
      await().atMost(SOON).untilAsserted(() -> assertThat(count()).isEqualTo("n,d\r\n5,5\r\n"));
    }
  }

  @Test
  void aKilledGuardCostsNoEvent() throws Exception {
    try (Program up = up()) {
      Running running = up.running(folder);
      int before = acknowledged(running, 10);
      long redis = redisPid();
      guard(up).destroyForcibly();
      await().atMost(SOON).until(() -> up.err().contains("Redis is back"));
      await()
          .atMost(SOON)
          .until(() -> Beacon.acknowledged(running.publicUrl(), UUID.randomUUID().toString()));

      await().atMost(SOON).until(() -> !isAlive(redis)); // whoever inherits it buries it
      String expected = "n,d\r\n%d,%d\r\n".formatted(before + 1, before + 1);
      await().atMost(SOON).untilAsserted(() -> assertThat(count()).isEqualTo(expected));
    }
  }

  /** The process that stands between the program and Redis. */
  private static ProcessHandle guard(Program up) {
    return ProcessHandle.of(up.pid()).orElseThrow().children().findFirst().orElseThrow();
  }

  @Test
  void redisIsStartedAgainAndHasEverything() throws Exception {
    try (Program up = up()) {
      Running running = up.running(folder);
      int before = acknowledged(running, 30);
      long redis = redisPid();
      Program.kill("-KILL", Long.toString(redis));
      await()
          .atMost(SOON)
          .until(() -> Beacon.acknowledged(running.publicUrl(), UUID.randomUUID().toString()));

      String expected = "n,d\r\n%d,%d\r\n".formatted(before + 1, before + 1);
      await().atMost(SOON).untilAsserted(() -> assertThat(count()).isEqualTo(expected));
      assertThat(redisPid()).isNotEqualTo(redis);
      assertThat(up.err()).contains("Redis is back");
    }
  }

  @Test
  void theProcessEndsWithAReasonIfRedisKeepsEnding() throws Exception {
    try (Program up = up()) {
      up.running(folder);
      // Something that Redis cannot start with, as a full disk would be.
      Files.writeString(folder.redis().resolve("redis.conf"), "no-such-setting yes\n");
      Program.kill("-KILL", Long.toString(redisPid()));
      Answer answer = up.end();

      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.err()).contains("Redis keeps ending");
    }
  }

  @Test
  void theCarriedRedisIsTakenWhereThereIsNoOther() throws Exception {
    Path bin = Files.createDirectory(temp.resolve("bin"));
    for (String tool : List.of("bash", "kill")) {
      Files.createSymbolicLink(bin.resolve(tool), onPath(tool));
    }
    try (Program up = up("PATH", bin.toString())) {
      acknowledged(up.running(folder), 1);

      assertThat(up.out()).contains("7.0.15, carried along");
      assertThat(folder.redis().resolve("redis-server-7.0.15")).isExecutable();
    }
  }

  @Test
  void whatAPersonSetsCounts() throws Exception {
    Path sites = temp.resolve("mine.yaml");
    Files.writeString(sites, "sites:\n  mine:\n    table: my_events\n");
    try (Program up = up("OCEANUS_SITES_FILE", sites.toString())) {
      assertThat(up.running(folder).tables())
          .extracting(Running.Table::name)
          .contains("my_events")
          .doesNotContain("events_demo");
    }
  }

  @Test
  void faultsOfTheCatalogueAreToldWithTheirLine() throws Exception {
    Files.createDirectories(folder.root());
    Files.writeString(folder.sites(), "sites:\n  demo:\n    tabel: x\n");
    try (Program up = up()) {
      Answer answer = up.end();

      assertThat(answer.code()).isEqualTo(78);
      assertThat(answer.err()).contains("sites.yaml:3").contains("tabel");
      assertThat(answer.out()).isEmpty();
    }
  }

  @Test
  void itsOwnSettingsAreNotThePersonsToSet() throws Exception {
    try (Program up = up("OCEANUS_REDIS_URL", "redis://elsewhere:6379")) {
      Answer answer = up.end();

      assertThat(answer.code()).isEqualTo(78);
      assertThat(answer.err()).contains("OCEANUS_REDIS_URL").hasLineCount(1);
    }
  }

  @Test
  void aFolderWithoutAWarehouseIsToldFromOneWith() throws Exception {
    assertThat(query().code()).isEqualTo(69);
    assertThat(query().err()).contains(folder.root().toString()).contains("./oceanus up");

    Answer tail = Program.run(temp, Map.of(), "tail", "--data", folder.root().toString());
    assertThat(tail.code()).isEqualTo(69);
  }

  private Program up(String... variable) throws Exception {
    Map<String, String> variables =
        variable.length == 0 ? Map.of() : Map.of(variable[0], variable[1]);
    return Program.start(temp, variables, "up", "--port", "0", "--data", folder.root().toString());
  }

  /** Sends so many events and counts those that were acknowledged. */
  private static int acknowledged(Running running, int events) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      String id = UUID.randomUUID().toString();
      if (Beacon.acknowledged(running.publicUrl(), id)) {
        acknowledged.add(id);
      }
    }
    assertThat(acknowledged).hasSize(events);
    return events;
  }

  private String count() throws Exception {
    return query().out();
  }

  private Answer query() throws Exception {
    return Program.run(
        temp,
        Map.of(),
        "query",
        "--format",
        "csv",
        "--data",
        folder.root().toString(),
        "SELECT count(*) AS n, count(DISTINCT event_id) AS d FROM events_demo");
  }

  private long redisPid() throws Exception {
    return Long.parseLong(Files.readString(folder.redis().resolve("redis.pid")).strip());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static Path onPath(String tool) {
    return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
