package dev.oceanus.fakebigquery.load;

import dev.oceanus.fakebigquery.schema.ColumnType;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.store.RowAppender;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the file of one load job and appends its good rows, until more rows are bad than the job
 * allows. Whoever calls undoes the rows then. Of one thread.
 */
public final class Loader {
  private static final int MOST_ERRORS = 5;
  private static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final long NO_DAY = Long.MIN_VALUE;

  private final Path folder;
  private final JsonNode load;
  private final Columns columns;
  private final int partitionColumn;
  private final Set<Long> days = new HashSet<>();
  private final List<String> errors = new ArrayList<>();
  private long rows;
  private long bad;

  /**
   * @param folder of the store
   * @param load configuration of the job
   * @param partitionedBy name of the column that chooses the partition, or empty
   */
  public Loader(Path folder, JsonNode load, Columns columns, String partitionedBy) {
    this.folder = folder;
    this.load = load;
    this.columns = columns;
    this.partitionColumn = partitionedBy.isEmpty() ? -1 : columns.indexOf(partitionedBy);
  }

  /** Reads the data of the job. */
  public LoadResult load(Upload upload, RowAppender to) throws IOException, SQLException {
    RowParser parser = parser();
    long most = load.path("maxBadRecords").asLong(0);
    boolean failed = false;
    try (InputStream in = LoadFile.open(folder, upload)) {
      Lines lines = new Lines(in);
      while (!failed && next(lines, parser, to)) {
        failed = bad > most;
      }
    } catch (BadRowException e) {
      errors.add("Error while reading data, error message: " + e.text());
      failed = true;
    }
    if (failed) {
      errors.addAll(0, tooMany(parser, most));
    }
    return new LoadResult(failed, rows, bad, errors, partitionColumn < 0 ? 1 : days.size());
  }

  private RowParser parser() {
    return switch (load.path("sourceFormat").asString("CSV")) {
      case "NEWLINE_DELIMITED_JSON" ->
          new JsonRows(columns, load.path("ignoreUnknownValues").asBoolean(false));
      default -> new CsvRows(columns, CsvOptions.from(load));
    };
  }

  private boolean next(Lines lines, RowParser parser, RowAppender to)
      throws IOException, SQLException, BadRowException {
    if (!lines.next()) {
      return false;
    }
    long position = lines.position();
    try {
      @Nullable Object[] values = parser.parse(lines);
      if (values != null) {
        to.append(values);
        rows++;
        partition(values);
      }
    } catch (BadRowException e) {
      bad++;
      if (errors.size() < MOST_ERRORS) {
        errors.add(parser.bad(position, e.text()));
      }
    }
    return true;
  }

  private void partition(@Nullable Object[] values) {
    if (partitionColumn >= 0) {
      Object value = values[partitionColumn];
      days.add(value instanceof Long number ? day(number) : NO_DAY);
    }
  }

  private long day(long number) {
    return columns.get(partitionColumn).type() == ColumnType.DATE
        ? number
        : Math.floorDiv(number, MICROS_OF_DAY);
  }

  private List<String> tooMany(RowParser parser, long most) {
    String begin = "Error while reading data, error message: " + parser.format();
    return List.of(
        "%s table encountered too many errors, giving up. Rows: %d; errors: %d. Please look into the errors[] collection for more details."
            .formatted(begin, rows + bad, bad),
        "%s processing encountered too many errors, giving up. Rows: %d; errors: %d; max bad: %d; error percent: 0"
            .formatted(begin, rows + bad, bad, most));
  }
}
