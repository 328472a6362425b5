package dev.oceanus.local.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.common.redis.RedisAppender;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.site.WriteKeys;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.up.Program.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** Events fail, the catalogue is mended, and they are in their table once. */
@Tag("slow")
class ReplayIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String STRICT =
      """
      sites:
        shop:
          origins: ["https://shop.example"]
          columns:
            - {name: pieces, type: INT64}
        club:
          origins: ["https://club.example"]
          refused: {mask: [email]}
      """;
  private static final String MENDED =
      """
      sites:
        shop:
          origins: ["https://shop.example", "https://new.example"]
          columns:
            - {name: colour}
        club:
          origins: ["https://club.example", "https://new.example"]
          refused: {mask: [email]}
      """;

  private static final String KEY = WriteKeys.BEGINNING + "k".repeat(43);

  @TempDir Path temp;
  private Map<String, String> environment = Map.of();
  private DataFolder folder;
  private Program up;
  private Running running;

  @BeforeEach
  void startWithAStrictCatalogue() throws Exception {
    folder = new DataFolder(temp.resolve("data"));
    Files.createDirectories(folder.root());
    start(STRICT);
  }

  @AfterEach
  void end() {
    up.close();
  }

  private void start(String sites) throws Exception {
    Files.writeString(folder.sites(), sites);
    up = Program.start(temp, environment, "up", "--port", "0", "--data", folder.root().toString());
    running = up.running(folder);
  }

  private void mend() throws Exception {
    up.signal("TERM");
    assertThat(up.end().code()).isZero();
    start(MENDED);
  }

  @Test
  void refusedEventsAreInTheirTableOnceWhenTheCatalogueIsMended() throws Exception {
    post(
        "/v1/events/shop",
        "text/plain",
        "[{\"evt\":\"a\",\"eid\":\"e-1\",\"ts\":1700000000000,\"st\":1700000001000},"
            + "{\"evt\":\"b\"}]");
    get("/v1/pixel/shop?evt=c&tit=%E6%97%A5+1");
    post("/v1/form/shop", "application/x-www-form-urlencoded", "evt=d&note=x%26y");
    post(
        "/v1/form/shop",
        "multipart/form-data; boundary=xYx",
        "--xYx\r\nContent-Disposition: form-data; name=\"evt\"\r\n\r\ne\r\n--xYx--");
    awaitCount("refused WHERE raw_state = 'whole'", 4);
    post(400, "https://shop.example", "{\"evt\":\"f\",\"eid\":\"f-1\",\"jsn\":{\"pieces\":1.5}}");
    awaitCount("refused WHERE reason = 'wrong_type'", 1);

    assertThat(replay("--reason", "origin", "--dry-run").out())
        .contains(line("would be accepted now", 0))
        .contains(line("still refused", 4) + "  (origin 4)");
    mend();
    Answer dry = replay("--reason", "origin", "--dry-run");
    assertThat(dry.out()).contains(line("would be accepted now", 5)).contains(line("rows read", 4));
    assertThat(dry.code()).isZero();
    awaitCount("events_shop", 0);

    Answer first = replay("--reason", "origin", "--since", "1h", "--site", "shop");
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .contains(line("sent", 5))
        .contains(line("accepted", 5))
        .contains(line("failed", 0));
    awaitCount("events_shop", 5);
    assertThat(
            csv(
                "SELECT event_name, ip, user_agent, count(DISTINCT event_id) AS n FROM events_shop"
                    + " GROUP BY ALL ORDER BY 1"))
        .isEqualTo(
            String.join(
                ",203.0.113.7,Tester/1,1\r\n",
                "event_name,ip,user_agent,n\r\na",
                "b",
                "c",
                "d",
                "e",
                ""));
    assertThat(
            csv(
                "SELECT e.event_id, e.occurred_at = r.refused_at - INTERVAL 1 SECOND AS kept"
                    + " FROM events_shop e, refused r WHERE event_name = 'a' AND raw LIKE '%e-1%'"))
        .isEqualTo("event_id,kept\r\ne-1,true\r\n");
    assertThat(csv("SELECT page_title FROM events_shop WHERE event_name = 'c'")).contains("日 1");
    assertThat(csv("SELECT properties->>'note' AS note FROM events_shop WHERE event_name = 'd'"))
        .contains("x&y");

    Answer second = replay("--reason", "origin");
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains(line("in their table already", 5)).contains(line("sent", 0));
    assertThat(replay("--reason", "wrong_type").out()).contains(line("accepted", 1));
    awaitCount("events_shop WHERE event_id = 'f-1'", 1);
    awaitCount("events_shop", 6);
    awaitCount("refused", 5);
  }

  @Test
  void eventsOfServersAndClicksAreSentByTheirRoutesWhereverTheseAre() throws Exception {
    up.signal("TERM");
    assertThat(up.end().code()).isZero();
    environment = Map.of("OCEANUS_PATHS", "/v1/server=/in,/v1/click=/go");
    String access =
        "\n    server: {keys: {b: '" + WriteKeys.hash(KEY) + "'}}\n    click: {hosts: [HOST]}\n";
    start(STRICT.replace("  club:", access.replace("HOST", "shop.example") + "  club:"));
    send(
        HttpRequest.newBuilder(URI.create(running.publicUrl() + "/in/shop"))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"evt\":\"s\",\"ip\":\"2001:db8::7\",\"user_agent\":\"Tester/2\",\"eid\":\"s-1\","
                        + "\"occurred_at\":\"2020-02-03T04:05:06.5Z\",\"jsn\":{\"pieces\":\"x\"}}")),
        400);
    String click = "?evt=c&jsn=%7B%22pieces%22%3A1.5%7D&url=https%3A%2F%2F";
    send(
        click("/go/shop" + click + "shop.example%2F").header("Referer", "https://shop.example/p"),
        302);
    send(click("/go/shop" + click + "else.example%2F"), 400);
    awaitCount("refused", 3);

    up.signal("TERM");
    assertThat(up.end().code()).isZero();
    start(
        MENDED.replace(
            "  club:", access.replace("HOST", "shop.example, else.example") + "  club:"));
    Answer without = replay("--reason", "wrong_type");
    assertThat(without.out()).contains(line("accepted", 1)).contains("(it needs --key-file 1)");
    awaitCount("events_shop WHERE event_name = 'c'", 1);
    Path key = Files.writeString(temp.resolve("key"), KEY + "\n");
    Answer with = replay("--reason", "wrong_type", "--key-file", key.toString(), "--site", "shop");
    assertThat(with.out()).doesNotContain(KEY).contains(line("cannot be replayed", 0));
    assertThat(replay("--reason", "host").out()).contains(line("accepted", 1));
    awaitCount("events_shop WHERE event_name = 's'", 1);
    awaitCount("events_shop WHERE properties->>'target' = 'https://else.example/'", 1);
    assertThat(
            csv(
                "SELECT ip, user_agent, CAST(occurred_at AS VARCHAR) AS t FROM events_shop"
                    + " WHERE event_id = 's-1'"))
        .isEqualTo("ip,user_agent,t\r\n2001:db8::7,Tester/2,2020-02-03 04:05:06.5\r\n");
    assertThat(
            csv(
                "SELECT DISTINCT page_url, ip, properties->>'target' AS target FROM events_shop"
                    + " WHERE event_name = 'c' AND page_url IS NOT NULL"))
        .isEqualTo(
            "page_url,ip,target\r\nhttps://shop.example/p,203.0.113.7,https://shop.example/\r\n");
  }

  private HttpRequest.Builder click(String path) {
    return HttpRequest.newBuilder(URI.create(running.publicUrl() + path))
        .header("X-Forwarded-For", "203.0.113.7")
        .timeout(Duration.ofSeconds(10));
  }

  private static void send(HttpRequest.Builder request, int status) throws Exception {
    assertThat(status(request)).isEqualTo(status);
  }

  @Test
  void whatWasMaskedOrWithheldIsCountedAndLeftOut() throws Exception {
    post(
        "/v1/events/club",
        "text/plain",
        "{\"evt\":\"a\",\"jsn\":{\"email\":\"secret@x.example\"}}");
    post("/v1/events/club", "text/plain", "{\"evt\":\"b\",\"jsn\":\"{\\\"email\\\":\\\"secret\"}");
    get("/v1/pixel/club?evt=c&%65mail=secret");
    post("/v1/events/club", "text/plain", "{\"evt\":\"d\"}");
    awaitCount("refused", 4);
    assertThat(csv("SELECT count(*) AS n FROM refused WHERE raw LIKE '%secret%'"))
        .isEqualTo("n\r\n0\r\n");

    mend();
    Answer answer = replay("--reason", "origin");
    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains(line("accepted", 1)).contains("(masked 2, withheld 1)");
    awaitCount("events_club", 1);
  }

  @Test
  void aDeadLetterIsARowWhenItsColumnIsKnown() throws Exception {
    append(
        "{\"event_id\":\"d-1\",\"site\":\"shop\",\"event_name\":\"dead\",\"received_at\":"
            + "\"2026-11-24T08:15:02.123456Z\",\"occurred_at\":\"2026-11-24T08:15:01.000250Z\","
            + "\"properties\":\"{\\\"colour\\\":\\\"red\\\"}\",\"ip\":\"203.0.113.9\",\"colour\":\"red\"}",
        "no JSON at all");
    awaitCount("dead_letters", 2);
    assertThat(replay("--reason", "unreadable").out())
        .contains("(unreadable 1)")
        .contains("(no event 1)")
        .contains(line("sent", 0));

    mend();
    assertThat(replay("--reason", "unreadable", "--from", "dead-letters").out())
        .contains(line("accepted", 1));
    awaitCount("events_shop", 1);
    assertThat(
            csv("SELECT event_id, colour, ip, CAST(occurred_at AS VARCHAR) AS t FROM events_shop"))
        .isEqualTo("event_id,colour,ip,t\r\nd-1,red,203.0.113.9,2026-11-24 08:15:01.00025\r\n");

    assertThat(replay("--reason", "unreadable").out())
        .contains(line("in their table already", 1))
        .contains(line("sent", 0));
    awaitCount("events_shop", 1);
  }

  @Test
  void aCollectorThatKnowsLessRefusesAgainAndTheCommandSaysSo() throws Exception {
    post("/v1/events/shop", "text/plain", "{\"evt\":\"a\"}");
    awaitCount("refused", 1);
    Files.writeString(folder.sites(), MENDED); // the process has read the other one

    Answer answer = replay("--reason", "origin");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).contains(line("sent", 1)).contains("(origin 1)");
    awaitCount("refused", 2);
    mend();
    assertThat(replay("--reason", "origin").out())
        .contains(line("accepted", 1))
        .contains("(the same event as another row 1)");
    awaitCount("events_shop", 1);
  }

  private static String line(String what, int count) {
    return "  %-22s  %6d".formatted(what, count);
  }

  private void append(String... entries) {
    List<byte[]> events = new ArrayList<>();
    for (String entry : entries) {
      events.add(entry.getBytes(UTF_8));
    }
    try (UnifiedJedis redis =
        RedisClients.standalone(
            URI.create("redis://127.0.0.1:" + running.redisPort()), null, SOON)) {
      new RedisAppender(redis)
          .append(List.of(new MicroBatch(new Lane("events_shop", 1).shard(0), "test", 1, events)));
    }
  }

  private void post(int status, String origin, String json) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.publicUrl() + "/v1/events/shop"))
            .header("Origin", origin)
            .header("Content-Type", "application/json");
    assertThat(status(request.POST(BodyPublishers.ofString(json)))).isEqualTo(status);
  }

  private void post(String path, String type, String body) throws Exception {
    HttpRequest.Builder request = as(path).header("Content-Type", type);
    assertThat(status(request.POST(BodyPublishers.ofString(body)))).isEqualTo(403);
  }

  private void get(String path) throws Exception {
    assertThat(status(as(path))).isEqualTo(403);
  }

  private HttpRequest.Builder as(String path) {
    return HttpRequest.newBuilder(URI.create(running.publicUrl() + path))
        .header("Origin", "https://new.example")
        .header("User-Agent", "Tester/1")
        .header("X-Forwarded-For", "203.0.113.7")
        .timeout(Duration.ofSeconds(10));
  }

  private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private void awaitCount(String table, int count) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(csv("SELECT count(*) AS n FROM " + table))
                    .isEqualTo("n\r\n" + count + "\r\n"));
  }

  private String csv(String sql) throws Exception {
    Answer answer =
        Program.run(
            temp, Map.of(), "query", "--format", "csv", "--data", folder.root().toString(), sql);
    assertThat(answer.err()).isEmpty();
    return answer.out();
  }

  private Answer replay(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("replay", "--data", folder.root().toString()));
    line.addAll(List.of(arguments));
    return Program.run(temp, environment, line.toArray(String[]::new));
  }
}
