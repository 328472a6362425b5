package dev.oceanus.sqlcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What the fixture's warehouse must answer, worked out from {@code visits.txt} without SQL. */
final class Answers {
  /** The fixture's clock. */
  private static final String DAY = "DATE '2026-03-12'";

  private static final String TIME = "TIMESTAMP '2026-03-12 12:00:00'";

  private Answers() {}

  /** The expected lines of an answer, the columns' names first. */
  static List<String> of(String name) {
    try (InputStream file = Answers.class.getResourceAsStream("answers/" + name + ".csv")) {
      if (file == null) {
        throw new IllegalStateException("no answer is worked out for " + name);
      }
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A query as if it were asked at the fixture's time. */
  static String atItsTime(String sql) {
    return sql.replace("CURRENT_DATE", DAY).replace("CURRENT_TIMESTAMP", TIME);
  }
}
