package dev.oceanus.testkit.ledger;

import dev.oceanus.testkit.ledger.Difference.Kind;
import dev.oceanus.testkit.ledger.Sent.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was sent with what is kept. It passes only if every acknowledged event is kept
 * exactly once and unaltered where it belongs, every other one at most once, nothing that was not
 * sent, and every batch, stream and process is as it must be. It is told of everything that is
 * found, in any order, then asked once. Not thread-safe.
 */
public final class Oracle {
  private final Set<String> byValue;
  private static final int SHOWN = 20;

  private final Map<String, Account> accounts = new HashMap<>();
  private final BatchBook batches = new BatchBook();
  private final OrderBook order = new OrderBook();
  private final List<Difference> differences = new ArrayList<>();
  private long total;
  private long refused;
  private long stored;
  private long dead;

  /** One event and how often it was found. */
  private static final class Account {
    private final Sent sent;
    private final boolean acknowledged;
    private int found;

    Account(Sent sent, boolean acknowledged) {
      this.sent = sent;
      this.acknowledged = acknowledged;
    }
  }

  /** An oracle about these books, to which every column is the same byte for byte. */
  public Oracle(Books books) {
    this(books, Set.of());
  }

  /**
   * An oracle about these books.
   *
   * @param byValue columns of JSON, which the warehouse may write in another way
   */
  public Oracle(Books books, Set<String> byValue) {
    this.byValue = Set.copyOf(byValue);
    for (Books.Attempt attempt : books.attempts()) {
      order.sent(attempt);
      for (Sent sent : attempt.events()) {
        boolean taken =
            sent.destination() != Destination.REFUSED && attempt.answer().acknowledges();
        refused += sent.destination() == Destination.REFUSED ? 1 : 0;
        if (accounts.put(sent.id(), new Account(sent, taken)) != null) {
          throw new IllegalArgumentException("the id " + sent.id() + " was used twice");
        }
      }
      judge(attempt);
    }
  }

  private void judge(Books.Attempt attempt) {
    Answer answer = attempt.answer();
    int good = attempt.events().size() - attempt.count(Destination.REFUSED);
    String what = "%d good of %d events".formatted(good, attempt.events().size());
    boolean fits = answer.leavesOpen() || answer.acknowledges() == good > 0;
    if (!fits || (answer.acknowledges() && answer.stored() >= 0 && answer.stored() != good)) {
      differ(
          Kind.WRONG_ANSWER,
          attempt.events().getFirst().id(),
          what + " were answered " + answer.status() + ", stored " + answer.stored());
    }
  }

  /** A row of an event table. */
  public void row(String lane, String id, Columns columns, String batch) {
    stored++;
    batches.row(lane, batch);
    found(id, Destination.TABLE, columns, lane);
  }

  /**
   * Where in its stream an event was; to be told only where one collector took all of them, since
   * two know nothing of each other's order.
   *
   * @param entry as {@code lane:shard:milliseconds-number}
   */
  public void entry(String id, String entry) {
    order.entry(id, entry);
  }

  /** A row of the dead letters. */
  public void deadLetter(String id, Columns columns, String batch) {
    dead++;
    batches.row("dead_letters", batch);
    found(id, Destination.DEAD_LETTERS, columns, "dead_letters");
  }

  /** A row of the refused events; not each of them has one. */
  public void refused(String id, String batch) {
    batches.row("refused", batch);
    found(id, Destination.REFUSED, null, "refused");
  }

  private void found(String id, Destination place, @Nullable Columns columns, String lane) {
    Account account = accounts.get(id);
    if (account == null) {
      differ(Kind.INVENTED, id, "is in " + lane + ", but was never sent");
      return;
    }
    if (++account.found > 1) {
      differ(
          Kind.DOUBLED, id, "is there for the %d. time, now in %s".formatted(account.found, lane));
    }
    if (account.sent.destination() != place) {
      differ(
          Kind.MISPLACED,
          id,
          "belongs to %s, is in %s".formatted(account.sent.destination(), lane));
    } else if (columns != null) {
      account
          .sent
          .columns()
          .differenceFrom(columns, byValue)
          .ifPresent(difference -> differ(Kind.ALTERED, id, difference));
    }
  }

  /** A batch as the warehouse remembers it. */
  public void batch(BatchBook.Batch batch) {
    batches.batch(batch);
  }

  /**
   * A stream after everything was drained.
   *
   * @param cursor where its reader is
   * @param last the last id that it ever gave
   */
  public void stream(String shard, long entries, String cursor, String last) {
    if (entries > 0) {
      differ(Kind.UNTRIMMED, shard, "still holds " + entries + " entries");
    }
    if (!cursor.equals(last)) {
      differ(Kind.UNTRIMMED, shard, "its cursor is at " + cursor + ", its last id is " + last);
    }
  }

  /** Anything else that is not as it must be. */
  public void differ(Kind kind, String subject, String detail) {
    total++;
    if (differences.size() < SHOWN) {
      differences.add(new Difference(kind, subject, detail));
    }
  }

  /** The end. */
  public Verdict verdict() {
    long good = 0;
    long acknowledged = 0;
    long unknownKept = 0;
    for (Account account : accounts.values()) {
      if (account.sent.destination() == Destination.REFUSED) {
        continue;
      }
      good++;
      if (account.acknowledged) {
        acknowledged++;
        if (account.found == 0) {
          differ(Kind.LOST, account.sent.id(), "was acknowledged, and is nowhere");
        }
      } else if (account.found > 0) {
        unknownKept++;
      }
    }
    order.differences().forEach(each -> differ(each.kind(), each.subject(), each.detail()));
    batches.differences().forEach(each -> differ(each.kind(), each.subject(), each.detail()));
    Verdict.Counts counts =
        new Verdict.Counts(
            good,
            acknowledged,
            good - acknowledged,
            unknownKept,
            refused,
            stored,
            dead,
            batches.committed());
    return new Verdict(counts, total, differences);
  }
}
