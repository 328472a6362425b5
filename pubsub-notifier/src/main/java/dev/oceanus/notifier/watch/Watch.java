package dev.oceanus.notifier.watch;

import dev.oceanus.common.beat.Lives;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One look at everything after the other: says what has begun to be wrong and what is over, each
 * once, also over the watch's own death. Used by one thread, of one process at a time.
 */
public final class Watch {
  private final Parts parts;
  private final LaneTroubles lanes;

  /**
   * What it works with.
   *
   * @param lastDeadNotice when a notice was given up last
   */
  public record Parts(
      Lives lives,
      Streams streams,
      Watchbook book,
      Announcer announcer,
      Supplier<Optional<Instant>> lastDeadNotice) {}

  public Watch(Parts parts, WatchTerms terms) {
    this.parts = parts;
    this.lanes = new LaneTroubles(terms);
  }

  /**
   * Looks once.
   *
   * @throws dev.oceanus.common.stream.StreamUnavailableException when there is nothing to see now;
   *     what was seen is told by the next look
   */
  public void look() {
    Watchbook.Reading before = parts.book.read();
    tell(before.page().tidings()); // whoever was to tell them may have died

    Lives.Sight sight = parts.lives.sight();
    Instant now = sight.now();
    List<LaneSight> sights = parts.streams.lanes();
    Journal journal = new Journal(LaneTroubles.reworded(before.page().incidents(), sights));
    Flaps flaps = new Flaps(before.page().deaths());
    Roll roll = new Roll(sight);
    List<Trouble> troubles = new ArrayList<>(roll.troubles(journal));
    troubles.addAll(flaps.see(roll.dead(), now));
    troubles.addAll(lanes.see(sights, journal, now));
    DeadLetters.events(parts.streams.lastDeadLetter(), now).ifPresent(troubles::add);
    parts.lastDeadNotice.get().flatMap(at -> DeadLetters.notices(at, now)).ifPresent(troubles::add);
    List<Tidings> tidings =
        journal.see(troubles, now).stream().filter(each -> isNews(each, journal)).toList();

    if (note(before, new Watchbook.Page(journal.incidents(), flaps.deaths(), tidings))) {
      parts.lives.forget(roll.settled(journal));
    }
  }

  /**
   * Notes this before it tells of it: whoever finds it noted tells it under the same ids, and two
   * watches that look at once do not tell the same trouble each in its own words.
   *
   * @return false if another watch has noted something since
   */
  private boolean note(Watchbook.Reading before, Watchbook.Page page) {
    if (page.equals(before.page())) {
      return true;
    }
    Optional<Watchbook.Reading> noted = parts.book.write(before, page);
    if (noted.isEmpty()) {
      return false;
    }
    if (!page.tidings().isEmpty()) {
      tell(page.tidings());
      Optional<Watchbook.Reading> unused = parts.book.write(noted.get(), page.told());
    }
    return true;
  }

  private void tell(List<Tidings> tidings) {
    if (!tidings.isEmpty()) {
      parts.announcer.tell(tidings);
    }
  }

  /** Single deaths of a service that dies again and again are none. */
  private static boolean isNews(Tidings tidings, Journal journal) {
    String[] key = tidings.incident().key().split("/", -1);
    return !(key[0].equals("died") && journal.isTold(Flaps.key(key[1])));
  }
}
