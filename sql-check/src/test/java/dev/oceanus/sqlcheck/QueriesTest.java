package dev.oceanus.sqlcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.sqlcheck.AnalystsPage.Query;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of the analysts' page give the right answers, from DuckDB. */
class QueriesTest {
  private static final AnalystsPage page = AnalystsPage.read();
  private static Warehouse warehouse;

  @BeforeAll
  static void fill() throws SQLException, IOException {
    warehouse = Warehouse.ofFixture();
  }

  @AfterAll
  static void close() throws SQLException {
    warehouse.close();
  }

  static Stream<Query> queries() {
    return page.queries().stream().filter(query -> query.dialects().contains(Dialect.DUCKDB));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void answersWhatTheVisitsSay(Query query) throws SQLException {
    assertThat(warehouse.ask(Answers.atItsTime(query.sql())))
        .isEqualTo(Answers.of("%02d".formatted(query.number())));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void runsAsItStandsOnThePage(Query query) throws SQLException {
    assertThat(warehouse.ask(query.sql())).isNotEmpty();
  }

  @Test
  void numbersThemWithoutAGap() {
    List<Integer> numbers = page.queries().stream().map(Query::number).distinct().toList();

    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    assertThat(queries().map(Query::number)).isEqualTo(numbers);
  }

  @Test
  void saysOfEachQueryThatHasTwoTextsWhichIsWhich() {
    for (Query query : page.queries()) {
      long texts = page.queries().stream().filter(q -> q.number() == query.number()).count();
      assertThat(query.dialects()).as(query.title()).hasSize(texts == 1 ? 2 : 1);
    }
  }
}
