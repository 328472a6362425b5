package dev.oceanus.notifier.slack;

import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Content.Text;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.http.Call;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.http.HttpVerdict;
import dev.oceanus.notifier.http.Outcome;
import dev.oceanus.notifier.http.Outcome.Answered;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A channel of Slack, by an incoming webhook: {@code docs.slack.dev/messaging/
 * sending-messages-using-incoming-webhooks}. Slack makes links of the template's angle brackets
 * only, not of addresses that a visitor may have written, and unfolds none, because its servers
 * would fetch them.
 */
public final class SlackTarget implements Target {
  /** Hosts of incoming webhooks. */
  public static final List<String> HOSTS = List.of("hooks.slack.com", "hooks.slack-gov.com");

  /** Slack's advice; from 40,000 on it cuts by itself. */
  static final int LONGEST = 4_000;

  /** The longest text of a block; there may be 50 blocks. */
  static final int SECTION = 3_000;

  /** Slack's errors are words: {@code channel_is_archived}. */
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");

  private static final JsonMapper JSON = new JsonMapper();

  private final GuardedHttp http;
  private final Secret url;
  private final Clock clock;

  /**
   * @param url of the webhook; whoever knows it may post
   */
  public SlackTarget(GuardedHttp http, Secret url, Clock clock) {
    this.http = http;
    this.url = url;
    this.clock = clock;
  }

  @Override
  public Content.Kind kind() {
    return Content.Kind.TEXT;
  }

  @Override
  public int most() {
    return 1;
  }

  @Override
  public Delivery deliver(List<Notice> notices) throws InterruptedException {
    Text content = (Text) notices.getFirst().content();
    byte[] message = JSON.writeValueAsBytes(message(Mrkdwn.cut(content.text(), LONGEST)));
    Outcome outcome = http.call(Call.post(URI.create(url.reveal()), Map.of(), message));
    return HttpVerdict.of(outcome, detail(outcome), clock.instant());
  }

  /** Blocks are what is shown, and the text beside them what a notification on a phone says. */
  private static Map<String, Object> message(String text) {
    return Map.of(
        "text",
        text,
        "blocks",
        Mrkdwn.parts(text, SECTION).stream().map(SlackTarget::section).toList(),
        "unfurl_links",
        false,
        "unfurl_media",
        false);
  }

  private static Map<String, Object> section(String text) {
    return Map.of(
        "type", "section", "text", Map.of("type", "mrkdwn", "text", text, "verbatim", true));
  }

  private static String detail(Outcome outcome) {
    String error = outcome instanceof Answered answer ? answer.text().strip() : "";
    return ERROR.matcher(error).matches() ? error : "";
  }
}
