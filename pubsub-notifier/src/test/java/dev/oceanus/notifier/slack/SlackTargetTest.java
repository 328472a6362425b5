package dev.oceanus.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.delivery.Content.Text;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Delivery.Delivered;
import dev.oceanus.notifier.delivery.Delivery.Later;
import dev.oceanus.notifier.delivery.Delivery.Refused;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.RemoteTargetContract;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.standin.HttpStandIn;
import dev.oceanus.notifier.standin.Script;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SlackTargetTest implements RemoteTargetContract {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
  private static final Script GOOD = Script.status(200, "ok");

  private HttpStandIn slack;
  private SlackTarget target;
  private int asked;

  @BeforeEach
  void start() throws IOException {
    slack = HttpStandIn.plain(GOOD);
    target =
        new SlackTarget(
            GuardedHttp.of(Guard.of().withLoopback()),
            new Secret(slack.at("/services/T0/B0/secret").toString()),
            CLOCK);
  }

  @AfterEach
  void stop() throws IOException {
    slack.close();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Notice notice(String id) {
    return new Notice(id, "orders", "sales", Instant.EPOCH, new Text("an order"));
  }

  @Override
  public void becomes(Mood mood) {
    asked = slack.requests().size();
    slack.does(
        switch (mood) {
          case GOOD -> GOOD;
          case BUSY -> Script.status(429, "rate_limited", "Retry-After: 7");
          case BROKEN -> Script.status(500, "rollup_error");
          case DROPPING -> Script.drop();
          case HANGING -> Script.hang();
          case REFUSING -> Script.status(400, "invalid_payload");
        });
  }

  @Override
  public boolean wasAsked() {
    return slack.requests().size() > asked;
  }

  @Override
  public List<String> secrets() {
    return List.of("secret", "an order");
  }

  @Test
  void postsTextAndUnfoldsNothing() throws Exception {
    assertThat(send("*An order* of <https://shop.example/?a=1|this>, &lt;!channel&gt;"))
        .isEqualTo(new Delivered());

    assertThat(slack.last().target()).isEqualTo("/services/T0/B0/secret");
    assertThat(slack.last().header("content-type")).isEqualTo("application/json; charset=utf-8");
    JsonNode message = new JsonMapper().readTree(slack.last().body());
    assertThat(message.get("text").asString())
        .isEqualTo("*An order* of <https://shop.example/?a=1|this>, &lt;!channel&gt;");
    assertThat(message.get("unfurl_links").asBoolean()).isFalse();
    assertThat(message.get("unfurl_media").asBoolean()).isFalse();
  }

  /** N02. */
  @Test
  void makesNoLinkOfAddressThatVisitorWrote() throws Exception {
    send("from https://evil.example/ or jo@evil.example");

    String section =
        """
        {"type": "section", "text": {"type": "mrkdwn", "verbatim": true,
         "text": "from https://evil.example/ or jo@evil.example"}}""";
    assertThat(new JsonMapper().readTree(slack.last().body()).get("blocks"))
        .containsExactly(new JsonMapper().readTree(section));
  }

  @Test
  void splitsLongTextIntoSections() throws Exception {
    send("é".repeat(3_500));

    JsonNode blocks = new JsonMapper().readTree(slack.last().body()).get("blocks");
    assertThat(blocks.valueStream().map(each -> each.at("/text/text").asString()))
        .containsExactly("é".repeat(3_000), "é".repeat(500));
  }

  /** N02. */
  @Test
  void cutsTextOfFortyKilobytes() throws Exception {
    send("é".repeat(40_000));

    JsonNode message = new JsonMapper().readTree(slack.last().body());
    assertThat(message.get("text").asString()).hasSize(SlackTarget.LONGEST).endsWith("é…");
    assertThat(message.get("blocks")).hasSize(2);
    assertThat(message.at("/blocks/1/text/text").asString()).hasSize(1_000).endsWith("é…");
  }

  @Test
  void waitsAsLongAsSlackSays() throws Exception {
    becomes(Mood.BUSY);

    assertThat(send("x")).isEqualTo(new Later("answered 429 rate_limited", Duration.ofSeconds(7)));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_payload",
    "400, user_not_found",
    "403, action_prohibited",
    "404, channel_not_found",
    "404, no_service",
    "410, channel_is_archived"
  })
  void refusesWhatSlackRefuses(int status, String error) throws Exception {
    slack.does(Script.status(status, error));

    assertThat(send("x")).isEqualTo(new Refused("answered " + status + " " + error));
  }

  @Test
  void repeatsNoAnswerThatIsNoWord() throws Exception {
    slack.does(Script.status(400, "<b>an order</b>"));

    assertThat(send("x")).isEqualTo(new Refused("answered 400"));
  }

  private Delivery send(String text) throws InterruptedException {
    return target.deliver(
        List.of(new Notice("id", "orders", "sales", Instant.EPOCH, new Text(text))));
  }
}
