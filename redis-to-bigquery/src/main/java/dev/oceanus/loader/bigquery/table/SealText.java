package dev.oceanus.loader.bigquery.table;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.Committed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of the column {@code _seal}, on the first row of each batch: {@code epoch-seq attempt=1
 * rows=2 sha256=... upper=1700000000000-0,0-0}. It is written with the rows or not at all, so that
 * a table itself tells which batches it holds.
 */
public final class SealText {
  private static final Pattern TEXT =
      Pattern.compile(
          "([^- ]+)-(\\d+) attempt=(\\d+) rows=(\\d+) sha256=([0-9a-f]*) upper=([0-9,-]+)");

  private SealText() {}

  /** The text of a seal. */
  public static String of(Seal seal) {
    return "%sattempt=%d rows=%d sha256=%s upper=%s"
        .formatted(
            prefix(seal.id()),
            seal.attempt(),
            seal.rows(),
            seal.sha256(),
            seal.upper().stream().map(EntryId::toString).collect(Collectors.joining(",")));
  }

  /** How the text of a batch begins, and no other's. */
  public static String prefix(BatchId id) {
    return id + " ";
  }

  /** What was committed by this text; empty if it is not one of ours. */
  public static Optional<Committed> read(String lane, String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    List<EntryId> upper = Arrays.stream(parts.group(6).split(",")).map(EntryId::parse).toList();
    return Optional.of(
        new Committed(
            new BatchId(parts.group(1), lane, Long.parseLong(parts.group(2))),
            Integer.parseInt(parts.group(3)),
            Integer.parseInt(parts.group(4)),
            parts.group(5),
            upper));
  }
}
