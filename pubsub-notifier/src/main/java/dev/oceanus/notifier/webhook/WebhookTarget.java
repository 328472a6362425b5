package dev.oceanus.notifier.webhook;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Content.Body;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.http.Call;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.http.HttpVerdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A service that takes signed posts, after the Standard Webhooks: {@code webhook-id} is the
 * notice's and the same for each repeat, {@code webhook-timestamp} the seconds at which it is sent,
 * {@code webhook-signature} one or more of {@code v1,BASE64}.
 */
public final class WebhookTarget implements Target {
  private final GuardedHttp http;
  private final URI place;
  private final Signer signer;
  private final Clock clock;

  public WebhookTarget(GuardedHttp http, URI place, Signer signer, Clock clock) {
    this.http = http;
    this.place = place;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public Content.Kind kind() {
    return Content.Kind.BODY;
  }

  @Override
  public int most() {
    return 1;
  }

  @Override
  public Delivery deliver(List<Notice> notices) throws InterruptedException {
    Notice notice = notices.getFirst();
    byte[] body = ((Body) notice.content()).json().getBytes(StandardCharsets.UTF_8);
    long timestamp = clock.instant().getEpochSecond();
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            notice.id(),
            "webhook-timestamp",
            Long.toString(timestamp),
            "webhook-signature",
            signer.sign(notice.id(), timestamp, body));
    return HttpVerdict.of(http.call(Call.post(place, headers, body)), "", clock.instant());
  }
}
