package dev.oceanus.local.replay;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Retry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Reads kept rows page by page, asks which of their events are in their tables, and sends the
 * others. What it remembers of a run is the events' identities, as many as rows were asked for.
 */
public final class Replay {
  /** A page may have sent an event before the one that was refused. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private final KeptRows rows;
  private final Judge judge;
  private final @Nullable Sending sending;
  private final Tally tally = new Tally();
  private final Set<String> seen = new HashSet<>();
  private int givenUp;

  /**
   * How mended events are sent.
   *
   * @param target where to
   * @param aSecond most requests
   * @param again waits after a request that was not taken
   * @param tries so often one is sent at most
   * @param patience so many in a row that were not taken in spite of that end the run
   */
  public record Sending(Target target, int aSecond, Backoff again, int tries, int patience) {}

  /**
   * @param sending null to send nothing
   */
  Replay(KeptRows rows, Judge judge, @Nullable Sending sending) {
    this.rows = rows;
    this.judge = judge;
    this.sending = sending;
  }

  /** Goes through all rows, and tells what became of them. */
  public Tally run() throws IOException {
    Pace pace = new Pace(sending == null ? 1 : sending.aSecond);
    for (List<KeptRow> page = rows.next(); !page.isEmpty(); page = rows.next()) {
      tally.rows(page.size());
      for (Judged.Mended event : missing(mended(page))) {
        tally.mended();
        if (sending != null && !send(sending, event.request(), pace)) {
          return tally;
        }
      }
    }
    return tally;
  }

  /** The mended events of a page, each once. */
  private List<Judged.Mended> mended(List<KeptRow> page) {
    List<Judged.Mended> mended = new ArrayList<>();
    for (KeptRow row : page) {
      for (Judged judged : judge.judge(row)) {
        tally.event();
        switch (judged) {
          case Judged.Left(var why) -> tally.left(why);
          case Judged.Refused(var reason) -> tally.stillRefused(reason);
          case Judged.Mended event -> {
            if (seen.add(event.table() + "/" + event.eventId())) {
              mended.add(event);
            } else {
              tally.left("the same event as another row");
            }
          }
        }
      }
    }
    return mended;
  }

  private List<Judged.Mended> missing(List<Judged.Mended> mended) throws IOException {
    Map<String, List<Judged.Mended>> byTable = new HashMap<>();
    mended.forEach(
        event -> byTable.computeIfAbsent(event.table(), table -> new ArrayList<>()).add(event));
    Map<String, Set<String>> present = new HashMap<>();
    for (Map.Entry<String, List<Judged.Mended>> each : byTable.entrySet()) {
      present.put(each.getKey(), present(each.getKey(), each.getValue()));
    }
    List<Judged.Mended> missing = new ArrayList<>();
    for (Judged.Mended event : mended) {
      if (present.getOrDefault(event.table(), Set.of()).contains(event.eventId())) {
        tally.present();
      } else {
        missing.add(event);
      }
    }
    return missing;
  }

  private Set<String> present(String table, List<Judged.Mended> events) throws IOException {
    Instant first = events.getFirst().keptAt();
    for (Judged.Mended event : events) {
      first = event.keptAt().isBefore(first) ? event.keptAt() : first;
    }
    List<String> ids = events.stream().map(Judged.Mended::eventId).toList();
    return rows.present(table, ids, first.minus(EARLIER));
  }

  /** Sends one event until it is taken or refused; false if that is the end of the run. */
  private boolean send(Sending how, Request request, Pace pace) {
    for (int tries = 1; ; tries++) {
      if (!pace.await()) {
        return false;
      }
      if (tries == 1) {
        tally.sent();
      }
      switch (how.target.send(request)) {
        case Answer.Accepted unused -> {
          givenUp = 0;
          tally.accepted();
          return true;
        }
        case Answer.Refused(var reason) -> {
          givenUp = 0;
          tally.refusedAgain(reason);
          return true;
        }
        case Answer.Unknown(var reason) -> {
          tally.failed(reason);
          return true;
        }
        case Answer.NotNow(var reason) -> {
          if (tries == how.tries) {
            tally.failed(reason);
            return ++givenUp < how.patience;
          }
          if (!Retry.pause(how.again.after(tries, ThreadLocalRandom.current()))) {
            return false;
          }
        }
      }
    }
  }
}
