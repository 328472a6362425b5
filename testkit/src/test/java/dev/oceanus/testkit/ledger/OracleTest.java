package dev.oceanus.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.testkit.ledger.BatchBook.Batch;
import dev.oceanus.testkit.ledger.Difference.Kind;
import dev.oceanus.testkit.ledger.Sent.Destination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof is worth what its judge is: it must find each kind of fault, and nothing else. */
class OracleTest {
  private static final String LANE = "events_shop";
  private static final Columns PAGE = Columns.of(Map.of("page_title", "春の新作", "properties", "{ }"));

  @TempDir private Path folder;
  private Path file;
  private EventLedger ledger;

  @BeforeEach
  void begins() {
    file = folder.resolve("events.ledger");
    ledger = new EventLedger(file);
  }

  private static Sent good(String id) {
    return new Sent(id, Destination.TABLE, PAGE);
  }

  private static Sent bad(String id) {
    return new Sent(id, Destination.REFUSED, PAGE);
  }

  private static Sent poison(String id) {
    return new Sent(id, Destination.DEAD_LETTERS, Columns.of(Map.of("event", "?" + id)));
  }

  private void sent(int status, int stored, Sent... events) {
    ledger.answered(ledger.sending(List.of(events)), new Answer(status, stored));
  }

  private void unanswered(Sent... events) {
    ledger.sending(List.of(events));
  }

  private Oracle oracle() {
    ledger.close();
    return new Oracle(Books.read(file));
  }

  private static void stored(Oracle oracle, long seq, String... ids) {
    oracle.batch(new Batch(LANE, "e", seq, 1, ids.length));
    for (String id : ids) {
      oracle.row(LANE, id, PAGE, "e-" + seq);
    }
  }

  private static List<Kind> kinds(Oracle oracle) {
    Verdict verdict = oracle.verdict();
    assertThat(verdict.passed()).isEqualTo(verdict.differences().isEmpty());
    return verdict.differences().stream().map(Difference::kind).toList();
  }

  @Test
  void findsAnEventThatWasOvertaken() {
    sent(200, -1, good("a"));
    sent(200, -1, good("b"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a", "b");
    oracle.entry("a", LANE + ":0:1000-10");
    oracle.entry("b", LANE + ":0:1000-9");
    assertThat(kinds(oracle)).containsExactly(Kind.OVERTAKEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 503})
  void mindsNoOrderOfAnEventThatNobodyHadAcknowledgedYet(int status) {
    sent(status, -1, good("a"));
    sent(200, -1, good("b"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a", "b");
    oracle.entry("a", LANE + ":0:1000-10");
    oracle.entry("b", LANE + ":0:1000-9");
    assertThat(kinds(oracle)).isEmpty();
  }

  @Test
  void findsAnEventThatStandsBehindALaterOneOfItsRequest() {
    sent(200, -1, good("a"), good("b"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a", "b");
    oracle.entry("b", LANE + ":0:1000-9");
    oracle.entry("a", LANE + ":0:1000-10");
    assertThat(kinds(oracle)).containsExactly(Kind.OVERTAKEN);
  }

  @Test
  void takesEitherOrderOfEventsThatWereUnderWayTogetherOrAreInTwoStreams() {
    long first = ledger.sending(List.of(good("a")));
    long second = ledger.sending(List.of(good("b")));
    ledger.answered(second, new Answer(200, -1));
    ledger.answered(first, new Answer(200, -1));
    unanswered(good("c"));
    sent(200, -1, good("d"));
    sent(200, -1, good("e"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a", "b", "c", "d", "e");
    oracle.entry("b", LANE + ":0:1000-0");
    oracle.entry("a", LANE + ":0:1000-1");
    oracle.entry("d", LANE + ":0:1000-2");
    oracle.entry("c", LANE + ":0:1001-0");
    oracle.entry("e", LANE + ":1:900-0");
    assertThat(kinds(oracle)).isEmpty();
  }

  @Test
  void passesWhenEverythingIsWhereItBelongs() {
    sent(200, -1, good("a"));
    sent(200, 1, good("b"), bad("c"));
    sent(400, 0, bad("d"));
    sent(200, -1, poison("p"));
    sent(503, -1, good("f"));
    unanswered(good("g"));
    unanswered(bad("h"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a");
    stored(oracle, 2, "b", "g");
    oracle.batch(new Batch("dead_letters", "e", 1, 1, 1));
    oracle.deadLetter("p", Columns.of(Map.of("event", "?p")), "e-1");
    oracle.batch(new Batch("refused", "e", 1, 1, 1));
    oracle.refused("c", "e-1");
    oracle.stream("events_shop:0", 0, "5-1", "5-1");

    Verdict verdict = oracle.verdict();

    assertThat(verdict.differences()).isEmpty();
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.counts()).isEqualTo(new Verdict.Counts(5, 3, 2, 1, 3, 3, 1, 4));
    assertThat(verdict).asString().startsWith("PASS: 5 sent, 3 acknowledged, 2 unknown (1 of them");
  }

  @Test
  void findsALostEvent() {
    sent(200, 2, good("a"), good("b"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a");

    Verdict verdict = oracle.verdict();

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.differences())
        .containsExactly(new Difference(Kind.LOST, "b", "was acknowledged, and is nowhere"));
    assertThat(verdict).asString().startsWith("FAIL, 1 differences: 2 sent");
  }

  @Test
  void findsALostDeadLetter() {
    sent(200, -1, poison("p"));

    assertThat(kinds(oracle())).containsExactly(Kind.LOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 503})
  void findsAnEventThatIsThereTwiceWhateverTheAnswerWas(int status) {
    sent(status, -1, good("a"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a");
    stored(oracle, 2, "a");

    assertThat(kinds(oracle)).containsExactly(Kind.DOUBLED);
  }

  @Test
  void findsAnEventThatIsBothARowAndADeadLetter() {
    sent(200, -1, good("a"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a");
    oracle.batch(new Batch("dead_letters", "e", 1, 1, 1));
    oracle.deadLetter("a", PAGE, "e-1");

    assertThat(kinds(oracle)).containsExactly(Kind.DOUBLED, Kind.MISPLACED);
  }

  @Test
  void findsADeadLetterThatIsThereTwice() {
    sent(200, -1, poison("p"));
    Oracle oracle = oracle();
    oracle.batch(new Batch("dead_letters", "e", 1, 1, 2));
    oracle.deadLetter("p", Columns.of(Map.of("event", "?p")), "e-1");
    oracle.deadLetter("p", Columns.of(Map.of("event", "?p")), "e-1");

    assertThat(kinds(oracle)).containsExactly(Kind.DOUBLED);
  }

  @Test
  void findsARefusedEventThatIsRecordedTwice() {
    sent(400, -1, bad("a"));
    Oracle oracle = oracle();
    oracle.batch(new Batch("refused", "e", 1, 1, 2));
    oracle.refused("a", "e-1");
    oracle.refused("a", "e-1");

    assertThat(kinds(oracle)).containsExactly(Kind.DOUBLED);
  }

  @Test
  void findsAGoodEventAmongTheDeadLetters() {
    sent(200, -1, good("a"));
    Oracle oracle = oracle();
    oracle.batch(new Batch("dead_letters", "e", 1, 1, 1));
    oracle.deadLetter("a", PAGE, "e-1");

    assertThat(kinds(oracle)).containsExactly(Kind.MISPLACED);
  }

  @Test
  void findsABadEventInATable() {
    sent(400, 0, bad("a"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a");

    assertThat(kinds(oracle)).containsExactly(Kind.MISPLACED);
  }

  @Test
  void findsAnEventThatNobodySent() {
    Oracle oracle = oracle();
    stored(oracle, 1, "x");

    assertThat(oracle.verdict().differences())
        .containsExactly(
            new Difference(Kind.INVENTED, "x", "is in events_shop, but was never sent"));
  }

  @Test
  void findsAnAlteredByteAndSaysWhichColumnItIsIn() {
    sent(200, -1, good("a"));
    Oracle oracle = oracle();
    oracle.batch(new Batch(LANE, "e", 1, 1, 1));
    oracle.row(LANE, "a", Columns.of(Map.of("page_title", "春の新作", "properties", "{}")), "e-1");

    assertThat(oracle.verdict().differences())
        .containsExactly(new Difference(Kind.ALTERED, "a", "properties: sent '{ }', found '{}'"));
  }

  static Stream<Map<String, String>> alterations() {
    return Stream.of(
        Map.of("page_title", "春の新作"),
        Map.of("page_title", "春の新作", "properties", "{ }", "referrer", ""),
        Map.of("page_title", "春の新作 ", "properties", "{ }"));
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void findsAColumnThatIsMissingAddedOrLonger(Map<String, String> found) {
    sent(200, -1, good("a"));
    Oracle oracle = oracle();
    oracle.batch(new Batch(LANE, "e", 1, 1, 1));
    oracle.row(LANE, "a", Columns.of(found), "e-1");

    assertThat(kinds(oracle)).containsExactly(Kind.ALTERED);
  }

  @Test
  void findsAnAlteredDeadLetter() {
    sent(200, -1, poison("p"));
    Oracle oracle = oracle();
    oracle.batch(new Batch("dead_letters", "e", 1, 1, 1));
    oracle.deadLetter("p", Columns.of(Map.of("event", "?p ")), "e-1");

    assertThat(kinds(oracle)).containsExactly(Kind.ALTERED);
  }

  @Test
  void findsABatchWithFewerOrMoreRowsThanItSays() {
    sent(200, 3, good("a"), good("b"), good("c"));
    Oracle oracle = oracle();
    oracle.batch(new Batch(LANE, "e", 1, 1, 2));
    oracle.row(LANE, "a", PAGE, "e-1");
    oracle.batch(new Batch(LANE, "e", 2, 1, 1));
    oracle.row(LANE, "b", PAGE, "e-2");
    oracle.row(LANE, "c", PAGE, "e-2");

    assertThat(kinds(oracle)).containsExactly(Kind.SHORT_BATCH, Kind.SHORT_BATCH);
  }

  @Test
  void findsRowsOfABatchThatIsNotRemembered() {
    sent(200, 1, good("a"));
    Oracle oracle = oracle();
    oracle.row(LANE, "a", PAGE, "e-1");

    assertThat(kinds(oracle)).containsExactly(Kind.INVENTED);
  }

  @Test
  void takesABatchThatWasOnlyGivenUpForNone() {
    sent(200, 1, good("a"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a");
    oracle.batch(new Batch(LANE, "e", 2, 0, 0));

    assertThat(kinds(oracle)).isEmpty();
  }

  @Test
  void findsAGapBetweenBatchesAndASecondEpoch() {
    sent(200, 3, good("a"), good("b"), good("c"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a");
    stored(oracle, 3, "b");
    oracle.batch(new Batch(LANE, "f", 1, 1, 1));
    oracle.row(LANE, "c", PAGE, "f-1");

    assertThat(kinds(oracle)).containsExactly(Kind.BATCH_GAP, Kind.BATCH_GAP);
  }

  @Test
  void findsABatchThatIsThereTwice() {
    sent(200, 1, good("a"));
    Oracle oracle = oracle();
    stored(oracle, 1, "a");
    oracle.batch(new Batch(LANE, "e", 1, 1, 1));

    assertThat(kinds(oracle)).contains(Kind.DOUBLED);
  }

  @Test
  void findsAStreamThatIsNotEmptyOrNotReadToItsEnd() {
    Oracle oracle = oracle();
    oracle.stream("events_shop:0", 2, "5-1", "5-1");
    oracle.stream("events_shop:1", 0, "5-0", "5-1");

    assertThat(kinds(oracle)).containsExactly(Kind.UNTRIMMED, Kind.UNTRIMMED);
  }

  @Test
  void findsAnswersThatDoNotFitWhatWasSent() {
    sent(400, -1, good("a"));
    sent(200, 1, bad("b"));
    sent(200, 2, good("c"), bad("d"));
    sent(302, -1, good("e"));
    Oracle oracle = oracle();
    stored(oracle, 1, "c");

    assertThat(kinds(oracle))
        .containsExactly(
            Kind.WRONG_ANSWER, Kind.WRONG_ANSWER, Kind.WRONG_ANSWER, Kind.WRONG_ANSWER);
  }

  @Test
  void countsAllDifferencesAndShowsTheFirst() {
    List<Sent> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(good("id-" + i));
    }
    sent(200, 100, many.toArray(Sent[]::new));

    Verdict verdict = oracle().verdict();

    assertThat(verdict.total()).isEqualTo(100);
    assertThat(verdict.differences()).hasSize(20);
  }

  @Test
  void refusesAnIdThatWasUsedTwice() {
    unanswered(good("a"));
    unanswered(good("a"));
    ledger.close();
    Books books = Books.read(file);

    assertThatThrownBy(() -> new Oracle(books)).hasMessageContaining("id a was used twice");
  }
}
