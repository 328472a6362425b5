package dev.oceanus.notifier.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.delivery.Content.Row;
import dev.oceanus.notifier.delivery.Delivery.Delivered;
import dev.oceanus.notifier.delivery.Delivery.Later;
import dev.oceanus.notifier.delivery.Delivery.Refused;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.RemoteTargetContract;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.sheets.SheetsApi.Account;
import dev.oceanus.notifier.standin.Script;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTargetTest implements RemoteTargetContract {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
  private static final String TAB = "2026-11";
  private static final List<String> HEADER = List.of("when", "what");

  private static Secret key;

  private final AtomicLong nanos = new AtomicLong();
  private SheetsStandIn google;
  private SheetTarget target;

  @BeforeAll
  static void makeKey() throws Exception {
    key = TestKey.of(URI.create("http://localhost:1/token"));
  }

  @BeforeEach
  void start() throws Exception {
    google = new SheetsStandIn();
    target = target(SheetsStandIn.SPREADSHEET);
  }

  @AfterEach
  void stop() throws IOException {
    google.close();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Notice notice(String id) {
    return row(id, TAB, "an order");
  }

  @Override
  public void becomes(Mood mood) {
    google.troublesNoMore();
    google.forgetLog();
    switch (mood) {
      case GOOD -> {}
      case BUSY ->
          google.troubles("append", SheetsStandIn.error(429, "RESOURCE_EXHAUSTED", "Quota"));
      case BROKEN -> google.troubles("append", SheetsStandIn.error(503, "UNAVAILABLE", "x"));
      case DROPPING -> google.troubles("append", Script.drop());
      case HANGING -> google.troubles("append", Script.hang());
      case REFUSING ->
          google.troubles("append", SheetsStandIn.error(403, "PERMISSION_DENIED", "an order"));
    }
  }

  @Override
  public boolean wasAsked() {
    return google.log().contains("append");
  }

  @Override
  public List<String> secrets() {
    return List.of(SheetsStandIn.SPREADSHEET, SheetsStandIn.TOKEN, "an order");
  }

  @Test
  void makesTabWithHeaderAndAppendsRows() throws Exception {
    assertThat(target.deliver(List.of(row("a", TAB, "x"), row("b", TAB, "y"))))
        .isEqualTo(new Delivered());

    assertThat(google.rows(TAB))
        .containsExactly(
            List.of("when", "what", "notice"),
            List.of("12:00", "x", "a"),
            List.of("12:00", "y", "b"));
    assertThat(google.log()).containsExactly("token", "get", "batchUpdate", "append");
  }

  @Test
  void makesTabsAsWideAsTheirRows() throws Exception {
    List<String> cells = IntStream.range(0, 100).mapToObj(i -> "c" + i).toList();
    Notice wide = new Notice("a", "r", "sheet", Instant.EPOCH, new Row(TAB, cells, cells));

    assertThat(target.deliver(List.of(wide))).isEqualTo(new Delivered());

    assertThat(google.rows(TAB)).hasSize(2).allMatch(row -> row.size() == 101);
  }

  @Test
  void takesOneCallForManyRowsOfKnownTab() throws Exception {
    target.deliver(List.of(row("a", TAB, "x")));
    google.forgetLog();

    List<Notice> rows = IntStream.range(0, 100).mapToObj(i -> row("n" + i, TAB, "v" + i)).toList();
    assertThat(target.deliver(rows)).isEqualTo(new Delivered());

    assertThat(google.log()).containsExactly("append");
    assertThat(google.rows(TAB)).hasSize(102);
  }

  /** N01. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        "=IMPORTXML(\"http://evil.example\",\"//x\")",
        "=HYPERLINK(\"http://evil.example\")",
        "'=1+1",
        "1/2",
        "TRUE",
        ""
      })
  void entersTextAsItIs(String text) throws Exception {
    assertThat(target.deliver(List.of(row("a", TAB, text)))).isEqualTo(new Delivered());

    assertThat(google.rows(TAB).getLast()).containsExactly("12:00", text, "a");
  }

  @Test
  void cutsCellsThatSheetsWouldNotTake() throws Exception {
    assertThat(target.deliver(List.of(row("a", TAB, "x".repeat(49_998) + "🦀".repeat(9)))))
        .isEqualTo(new Delivered());

    assertThat(google.rows(TAB).getLast().get(1)).isEqualTo("x".repeat(49_998) + "…");
  }

  @Test
  void writesTabsWhoseNamesNeedQuotes() throws Exception {
    assertThat(target.deliver(List.of(row("a", "Jo's & Co/100% '26", "x"))))
        .isEqualTo(new Delivered());

    assertThat(google.rows("Jo's & Co/100% '26")).hasSize(2);
  }

  @Test
  void takesTabThatSomebodyElseHasMadeInBetween() throws Exception {
    google.troubles(
        "get",
        (request, out, over) -> {
          google.troublesNoMore();
          google.addTab(TAB, List.of());
          Script.status(200, "{\"sheets\":[]}").answer(request, out, over);
        });

    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isEqualTo(new Delivered());
    assertThat(google.rows(TAB)).containsExactly(List.of("12:00", "x", "a"));
    assertThat(google.log()).containsSubsequence("get", "batchUpdate", "get", "append");
  }

  @Test
  void takesTabWhoseNameDiffersInCase() throws Exception {
    google.addTab("orders", List.of());

    assertThat(target.deliver(List.of(row("a", "Orders", "x")))).isEqualTo(new Delivered());
    assertThat(google.tabNames()).containsExactlyInAnyOrder("Sheet1", "orders");
  }

  @Test
  void makesTabAgainThatWasDeleted() throws Exception {
    target.deliver(List.of(row("a", TAB, "x")));
    google.removeTab(TAB);

    assertThat(target.deliver(List.of(row("b", TAB, "y")))).isEqualTo(new Delivered());
    assertThat(google.rows(TAB))
        .containsExactly(List.of("when", "what", "notice"), List.of("12:00", "y", "b"));
  }

  @Test
  void tabThatSheetsWillNotHaveIsRefused() throws Exception {
    assertThat(target.deliver(List.of(row("a", "x".repeat(101), "x"))))
        .isEqualTo(new Refused("answered 400 INVALID_ARGUMENT"));
  }

  @Test
  void lostAnswerRepeatsNoRow() throws Exception {
    target.deliver(List.of(row("a", TAB, "x")));
    google.troubles("append lost", Script.drop());
    assertThat(target.deliver(List.of(row("b", TAB, "y")))).isInstanceOf(Later.class);
    google.troublesNoMore();
    google.forgetLog();

    assertThat(target.deliver(List.of(row("b", TAB, "y"), row("c", TAB, "z"))))
        .isEqualTo(new Delivered());

    assertThat(google.log()).containsExactly("get", "values", "append");
    assertThat(google.rows(TAB).stream().map(List::getLast))
        .containsExactly("notice", "a", "b", "c");
  }

  @Test
  void lostAnswerToTheFirstRowsRepeatsNone() throws Exception {
    google.troubles("append lost", Script.drop());
    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isInstanceOf(Later.class);
    google.troublesNoMore();

    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isEqualTo(new Delivered());

    assertThat(google.rows(TAB)).hasSize(2);
  }

  @Test
  void lostAnswerToTheFirstRowsOfLongTabRepeatsNone() throws Exception {
    String longest = "x".repeat(250);
    google.addTab(TAB, rows(5_000, i -> List.of("12:00", "x", longest + i)));
    google.troubles("append lost", Script.drop());
    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isInstanceOf(Later.class);
    google.troublesNoMore();

    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isEqualTo(new Delivered());

    assertThat(google.rows(TAB)).hasSize(5_001);
  }

  @Test
  void rowsThatDidNotArriveAreAppendedToLongTab() throws Exception {
    google.addTab(TAB, rows(3_000, i -> List.of("12:00", "x", "orders/0/" + i)));
    google.troubles("append", Script.drop());
    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isInstanceOf(Later.class);
    google.troublesNoMore();

    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isEqualTo(new Delivered());

    assertThat(google.rows(TAB)).hasSize(3_001);
  }

  @Test
  void longCellsOfOtherRulesInTheColumnOfIdsHideNoRow() throws Exception {
    String longest = "界".repeat(50_000);
    google.addTab(TAB, rows(50, i -> List.of("12:00", "x", i % 20 == 0 ? longest : "x", "b" + i)));
    google.troubles("append lost", Script.drop());
    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isInstanceOf(Later.class);
    google.troublesNoMore();

    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isEqualTo(new Delivered());

    assertThat(google.rows(TAB)).hasSize(51);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"values\":[[\"no", "<html>", ""})
  void answerThatBreaksOffIsNoProofThatRowsAreMissing(String body) throws Exception {
    target.deliver(List.of(row("a", TAB, "x")));
    google.troubles("append lost", Script.drop());
    assertThat(target.deliver(List.of(row("b", TAB, "y")))).isInstanceOf(Later.class);
    google.troublesNoMore();
    google.troubles(
        "values", Script.bytes("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + body));

    assertThat(target.deliver(List.of(row("b", TAB, "y"))))
        .isEqualTo(new Later("an answer of Sheets broke off", null));

    google.troublesNoMore();
    assertThat(target.deliver(List.of(row("b", TAB, "y")))).isEqualTo(new Delivered());
    assertThat(google.rows(TAB)).hasSize(3);
  }

  @Test
  void rowsThatFollowHideNoDoubtfulOne() throws Exception {
    target.deliver(List.of(row("a", TAB, "x")));
    google.troubles("append lost", Script.drop());
    assertThat(target.deliver(List.of(row("b", TAB, "y")))).isInstanceOf(Later.class);
    google.troublesNoMore();
    target.deliver(List.of(row("c", TAB, "z")));

    assertThat(target.deliver(List.of(row("b", TAB, "y")))).isEqualTo(new Delivered());

    assertThat(google.rows(TAB).stream().map(List::getLast))
        .containsExactly("notice", "a", "b", "c");
  }

  @Test
  void goesOnReadingWhereItHadToStop() throws Exception {
    google.addTab(TAB, rows(3_000, i -> List.of("12:00", "x", "orders/0/" + i)));
    google.troubles("append", Script.drop());
    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isInstanceOf(Later.class);
    google.troublesNoMore();
    google.troublesAfter(4, "values", SheetsStandIn.error(429, "RESOURCE_EXHAUSTED", "Quota"));
    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isInstanceOf(Later.class);
    google.troublesNoMore();
    google.forgetLog();

    assertThat(target.deliver(List.of(row("a", TAB, "x")))).isEqualTo(new Delivered());

    assertThat(google.log())
        .containsExactly("get", "values", "values", "values", "values", "append");
  }

  @Test
  void doubtfulRowsOfTabThatWasDeletedAreWrittenToNewOne() throws Exception {
    target.deliver(List.of(row("a", TAB, "x")));
    google.troubles("append lost", Script.drop());
    assertThat(target.deliver(List.of(row("b", TAB, "y")))).isInstanceOf(Later.class);
    google.troublesNoMore();
    google.removeTab(TAB);

    assertThat(target.deliver(List.of(row("b", TAB, "y")))).isEqualTo(new Delivered());

    assertThat(google.rows(TAB)).hasSize(2);
  }

  @Test
  void rowsOfOneTabAreNotRepeatedBecauseThoseOfAnotherFailed() throws Exception {
    target.deliver(List.of(row("a", "one", "x"), row("b", "two", "x")));
    List<Notice> both = List.of(row("c", "one", "y"), row("d", "two", "y"));
    google.troubles(
        "append",
        (request, out, over) -> {
          google.troublesNoMore();
          google.troubles("append", SheetsStandIn.error(429, "RESOURCE_EXHAUSTED", "Quota"));
          Script.status(200, "{}").answer(request, out, over);
        });
    assertThat(target.deliver(both)).isInstanceOf(Later.class);
    google.troublesNoMore();
    google.forgetLog();

    assertThat(target.deliver(both)).isEqualTo(new Delivered());

    assertThat(google.log()).containsExactly("append");
    assertThat(google.rows("two").getLast()).containsExactly("12:00", "y", "d");
  }

  @Test
  void waitsAsLongAsGoogleSaysOrMinute() throws Exception {
    becomes(Mood.BUSY);
    assertThat(target.deliver(List.of(notice("a"))))
        .isEqualTo(new Later("answered 429 RESOURCE_EXHAUSTED", Duration.ofMinutes(1)));

    google.troubles(
        "append", SheetsStandIn.error(429, "RESOURCE_EXHAUSTED", "Quota", "Retry-After: 9"));
    assertThat(target.deliver(List.of(notice("a"))))
        .isEqualTo(new Later("answered 429 RESOURCE_EXHAUSTED", Duration.ofSeconds(9)));
  }

  @Test
  void writesNoMoreThanSixtyTimesInMinute() throws Exception {
    target.deliver(List.of(row("first", TAB, "x"))); // two writes: the tab, and the row
    for (int i = 0; i < 58; i++) {
      nanos.addAndGet(Duration.ofMillis(500).toNanos());
      assertThat(target.deliver(List.of(row("n" + i, TAB, "x")))).isEqualTo(new Delivered());
    }
    google.forgetLog();

    assertThat(target.deliver(List.of(row("late", TAB, "x"))))
        .isEqualTo(new Later("60 writes a minute are used up", Duration.ofSeconds(31)));
    assertThat(google.log()).isEmpty();

    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(target.deliver(List.of(row("late", TAB, "x")))).isEqualTo(new Delivered());
  }

  @Test
  void asksForNewTokenWhenTheOldOneIsRefused() throws Exception {
    target.deliver(List.of(row("a", TAB, "x")));
    google.revokes("ya29.another");

    assertThat(target.deliver(List.of(row("b", TAB, "x"))))
        .isEqualTo(new Later("the token was refused, and is asked for again", null));
    assertThat(target.deliver(List.of(row("b", TAB, "x")))).isEqualTo(new Delivered());
  }

  @Test
  void saysThatThereIsNoToken() throws Exception {
    google.troubles("token", Script.status(400, "{\"error\":\"invalid_grant\"}"));

    assertThat(target.deliver(List.of(notice("a"))))
        .isEqualTo(new Later("Google gives the service account no token", null));
  }

  @Test
  void endsWithItsCallerWhileItWaitsForToken() throws Exception {
    google.troubles("token", Script.hang());
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    target.deliver(List.of(notice("a")));
                  } catch (InterruptedException e) {
                    thrown.set(e);
                  }
                });
    await().until(() -> google.log().contains("token"));

    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void saysWithWhomToShareAndThatThereIsNoSuchSpreadsheet() throws Exception {
    becomes(Mood.REFUSING);
    assertThat(target.deliver(List.of(notice("a"))))
        .isEqualTo(
            new Refused(
                "answered 403 PERMISSION_DENIED; share the spreadsheet with the service account,"
                    + " as an editor"));

    assertThat(target("1AnotherSpreadsheet00000000").deliver(List.of(notice("a"))))
        .isEqualTo(
            new Refused(
                "answered 404 NOT_FOUND; there is no such spreadsheet, or it is not shared"));
  }

  private static List<List<String>> rows(int count, IntFunction<List<String>> row) {
    return IntStream.range(0, count).mapToObj(row).toList();
  }

  private static Notice row(String id, String tab, String what) {
    return new Notice(
        id, "orders", "report", Instant.EPOCH, new Row(tab, HEADER, List.of("12:00", what)));
  }

  private SheetTarget target(String spreadsheet) throws Exception {
    GuardedHttp http = GuardedHttp.of(Guard.of().withLoopback());
    Secret own =
        new Secret(
            key.reveal()
                .replace("http://localhost:1/token", google.endpoint().toString() + "/token"));
    return new SheetTarget(
        new Account(
            http,
            google.endpoint(),
            ServiceAccount.of(own, http),
            new WriteQuota(nanos::get),
            CLOCK,
            nanos::get),
        spreadsheet);
  }
}
