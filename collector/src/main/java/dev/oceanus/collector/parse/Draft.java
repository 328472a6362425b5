package dev.oceanus.collector.parse;

import dev.oceanus.collector.parse.SitePlan.Slot;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;
import org.jspecify.annotations.Nullable;

/** What was sent, by column: of several names the first in rank, of a repeated one the last. */
final class Draft {
  private final @Nullable String[] texts;
  private final Kind[] kinds;
  private final int[] ranks;
  private final SitePlan plan;
  private @Nullable String sent;

  Draft(SitePlan plan, Values values) {
    this.plan = plan;
    int size = plan.schema().size();
    texts = new String[size];
    kinds = new Kind[size];
    ranks = new int[size];
    for (int i = 0; i < values.size(); i++) {
      Slot slot = plan.wire(values.name(i));
      if (slot != null) {
        put(slot, values.kind(i), values.text(i));
      } else if (values.name(i).equals(SitePlan.SENT)) {
        sent = values.text(i);
      }
    }
  }

  /** Takes the columns that a site reads from the keys of its properties. */
  void putProperties(Values members) {
    for (int i = 0; i < members.size(); i++) {
      Slot slot = plan.property(members.name(i));
      if (slot != null) {
        put(slot, members.kind(i), members.text(i));
      }
    }
  }

  private void put(Slot slot, Kind kind, String value) {
    int index = slot.index();
    int rank = slot.rank();
    String without = plan.asked().of(index).without();
    String text = without.isEmpty() ? value : value.replace(without, "");
    if (kind == Kind.NULL || text.isBlank()) {
      texts[index] = ranks[index] == rank ? null : texts[index];
    } else if (texts[index] == null || rank <= ranks[index]) {
      texts[index] = text;
      kinds[index] = kind;
      ranks[index] = rank;
    }
  }

  /** What was sent for this column, or null if nothing or blank. */
  @Nullable String text(int index) {
    return texts[index];
  }

  /** How it was written; only where there is a text. */
  Kind kind(int index) {
    return kinds[index];
  }

  /** Replaces what was sent. */
  void replace(int index, Kind kind, String text) {
    texts[index] = text;
    kinds[index] = kind;
  }

  /** The page's clock at sending as it was sent, or null. */
  @Nullable String sent() {
    return sent;
  }
}
