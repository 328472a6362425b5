package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.collector.http.Paths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A07: an event that is sent again and again keeps its identity, by which the warehouse tells it;
 * and who asks too often is answered 429 while others are served.
 */
class A07FloodTest {
  private static final int AT_ONCE = 100;
  private static final int REQUESTS = 10_000;

  private final TestCollector collector =
      TestCollector.of(
          "sites:\n  flood: {rate: {address: 100/h, burst: 1h}}\n  calm:\n",
          Paths.NATIVE,
          LinkKeys.NONE);

  @AfterEach
  void close() {
    collector.close();
  }

  /** Sends requests on one connection, many at a time, and returns the answers' states. */
  private List<Answer> send(String request, int times) throws IOException {
    List<Answer> answers = new ArrayList<>();
    byte[] together = request.repeat(AT_ONCE).getBytes(ISO_8859_1);
    try (RawHttp http = new RawHttp(collector.port())) {
      for (int sent = 0; sent < times; sent += AT_ONCE) {
        http.send(together);
        for (int i = 0; i < AT_ONCE; i++) {
          answers.add(http.answer());
        }
      }
    }
    return answers;
  }

  @Test
  void anEventThatIsSentAThousandTimesHasOneIdentity() throws IOException {
    List<Answer> answers = send(get("/v1/pixel/calm?evt=e&eid=again-1"), 1_000);
    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(collector.events("calm"))
        .hasSize(1_000)
        .allMatch(event -> "again-1".equals(event.get("event_id")));
  }

  @Test
  void tenThousandRequestsOfOneAddressGetItsRateAndOthersAreUnaffected() throws IOException {
    String flood = get("/v1/pixel/flood?evt=e", "X-Forwarded-For: 192.0.2.1");
    List<Answer> warm = send(flood, 1_000);
    long heap = LiveHeap.bytes();
    List<Answer> answers = send(flood, REQUESTS - 1_000);
    assertThat(LiveHeap.bytes() - heap).as("bytes kept").isLessThan(32L << 20);
    long refused =
        answers.stream().filter(answer -> answer.status() == 429).count()
            + warm.stream().filter(answer -> answer.status() == 429).count();
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 429)
        .hasSizeGreaterThan(8_900)
        .allSatisfy(
            answer ->
                assertThat(answer.header("Retry-After").map(Integer::parseInt).orElse(0))
                    .isBetween(1, 36));
    String other = get("/v1/pixel/flood?evt=e", "X-Forwarded-For: 192.0.2.2");
    assertThat(RawHttp.once(collector.port(), other).status()).isEqualTo(200);
    assertThat(RawHttp.get(collector.port(), "/v1/pixel/calm?evt=e").status()).isEqualTo(200);

    assertThat(collector.count("oceanus_collector_received_events", "flood"))
        .isEqualTo(REQUESTS + 1);
    assertThat(collector.count("oceanus_collector_stored_events", "flood"))
        .isEqualTo((double) (REQUESTS + 1 - refused))
        .isGreaterThanOrEqualTo(101);
    assertThat(collector.count("oceanus_collector_refused_events", "flood"))
        .isEqualTo((double) refused);
    assertThat(collector.refused()).as("rows of the table refused").isEmpty();
  }
}
