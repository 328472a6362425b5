package dev.oceanus.notifier.watch;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.outbox.Outbox;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.notifier.rules.Takes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells people by notices to some targets. Thread-safe. */
public final class Announcements implements Announcer {
  /** Stands for the watch where a notice names its rule. */
  public static final String RULE = "watch";

  private static final int SUBJECT_AT_MOST = 120;

  private final Map<String, Takes> targets;
  private final Outbox outbox;
  private final Clock clock;

  /**
   * @param targets whom to tell, with what they take
   */
  public Announcements(Map<String, Takes> targets, Outbox outbox, Clock clock) {
    this.targets = Map.copyOf(targets);
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public void tell(List<Tidings> tidings) {
    Instant now = clock.instant();
    for (Tidings each : tidings) {
      // Known by its id for a day, also when its notices are delivered.
      Outbox.Outcome unused =
          outbox.take(
              new Outbox.Match(
                  RULE, each.id(), Optional.empty(), notices(each, now), Optional.empty()),
              now);
    }
  }

  private List<Outbox.Due> notices(Tidings tidings, Instant now) {
    List<Outbox.Due> notices = new ArrayList<>();
    targets.forEach(
        (target, takes) ->
            notices.add(
                new Outbox.Due(
                    new Waiting(
                        tidings.id() + ":" + target,
                        RULE,
                        target,
                        tidings.at(),
                        new Waiting.Ready(content(tidings, takes))),
                    now)));
    return notices;
  }

  private static Content content(Tidings tidings, Takes takes) {
    String text = takes.written(tidings.text());
    return switch (takes) {
      case MRKDWN, PLAIN -> new Content.Text(text);
      case MAIL -> new Content.Mail("Oceanus: " + subject(tidings.text()), text + "\n", null);
      case BODY -> new Content.Body(json(tidings));
      case ROW ->
          new Content.Row(
              RULE,
              List.of("at", "phase", "trouble", "text"),
              List.of(
                  tidings.at().toString(),
                  tidings.phase().key(),
                  tidings.incident().key(),
                  tidings.text()));
    };
  }

  private static String subject(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.codePointCount(0, line.length()) <= SUBJECT_AT_MOST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SUBJECT_AT_MOST)) + "…";
  }

  private static String json(Tidings tidings) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("type", "oceanus.watch");
    json.put("phase", tidings.phase().key());
    json.put("trouble", tidings.incident().key());
    json.put("since", tidings.incident().since().toString());
    json.put("at", tidings.at().toString());
    json.put("text", tidings.text());
    return json.toString();
  }
}
