package dev.oceanus.notifier.sheets;

import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.http.Call;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.http.HttpVerdict;
import dev.oceanus.notifier.http.Outcome;
import dev.oceanus.notifier.http.Outcome.Answered;
import dev.oceanus.notifier.http.Outcome.Unanswered;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The four calls of Google's Sheets API (v4) that rows need, on one spreadsheet, within one time
 * for all of them. Used by one thread, for one delivery.
 */
final class SheetsApi {
  /** Where Google's is. */
  static final URI GOOGLE = URI.create("https://sheets.googleapis.com");

  /** Of a new tab, where nobody says otherwise; nothing is written beyond the last one. */
  private static final int USUAL_COLUMNS = 26;

  private static final Duration ALL_AT_MOST = Duration.ofSeconds(25);
  private static final Duration LEAST = Duration.ofMillis(100);

  /** What Google advises, and less than its quota's window would be in vain. */
  private static final Duration QUOTA_PAUSE = Duration.ofMinutes(1);

  private static final Pattern STATUS = Pattern.compile("[A-Z_]{1,40}");
  private static final JsonMapper JSON = new JsonMapper();

  private final Account account;
  private final String path;
  private final long start;

  /**
   * With whose rights, and how, Sheets is called.
   *
   * @param endpoint {@link #GOOGLE}, or a stand-in
   * @param nanos {@code System::nanoTime}
   */
  record Account(
      GuardedHttp http,
      URI endpoint,
      Tokens tokens,
      WriteQuota quota,
      Clock clock,
      LongSupplier nanos) {}

  SheetsApi(Account account, String spreadsheet) {
    this.account = account;
    this.path = "/v4/spreadsheets/" + encoded(spreadsheet);
    this.start = account.nanos().getAsLong();
  }

  /** A call did not do what it was to do. */
  static final class CallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Delivery delivery;
    private final int status;
    private final boolean doubtful;

    CallException(Delivery delivery, int status, boolean doubtful) {
      super(delivery.toString());
      this.delivery = delivery;
      this.status = status;
      this.doubtful = doubtful;
    }

    /** What it means for the rows. */
    Delivery delivery() {
      return delivery;
    }

    /** That of the answer, or 0. */
    int status() {
      return status;
    }

    /** Whether it may have been done all the same. */
    boolean isDoubtful() {
      return doubtful;
    }
  }

  /** The tabs with how many rows each has, empty ones too; upper and lower case are the same. */
  Map<String, Integer> tabs() throws CallException, InterruptedException {
    Answered answer = call("GET", "?fields=sheets.properties(title,gridProperties.rowCount)", null);
    Map<String, Integer> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (JsonNode sheet : whole(answer).path("sheets")) {
      JsonNode tab = sheet.path("properties");
      int count = tab.path("gridProperties").path("rowCount").asInt(0);
      rows.put(tab.path("title").asString(""), count);
    }
    return rows;
  }

  /** Makes a tab with a first row of these names, both or neither. */
  void addTab(String tab, List<String> header) throws CallException, InterruptedException {
    int id = tab.toLowerCase(Locale.ROOT).hashCode() & Integer.MAX_VALUE;
    List<Object> cells = new ArrayList<>();
    header.forEach(name -> cells.add(Map.of("userEnteredValue", Map.of("stringValue", name))));
    int columns = Math.max(header.size(), USUAL_COLUMNS);
    Map<String, Object> properties =
        Map.of(
            "sheetId",
            id,
            "title",
            tab,
            "gridProperties",
            Map.of("frozenRowCount", 1, "columnCount", columns));
    Map<String, Object> firstRow =
        Map.of(
            "start",
            Map.of("sheetId", id, "rowIndex", 0, "columnIndex", 0),
            "rows",
            List.of(Map.of("values", cells)),
            "fields",
            "userEnteredValue");
    List<Object> requests =
        List.of(
            Map.of("addSheet", Map.of("properties", properties)), Map.of("updateCells", firstRow));
    write(":batchUpdate?fields=spreadsheetId", Map.of("requests", requests));
  }

  /**
   * Appends rows, all or none, each cell as it is.
   *
   * @return the last row that was written, counted from 1; 0 if the answer does not say
   */
  int append(String tab, List<List<String>> rows) throws CallException, InterruptedException {
    Answered answer =
        write(
            "/values/"
                + encoded(quoted(tab) + "!A1")
                + ":append?valueInputOption=RAW&insertDataOption=INSERT_ROWS"
                + "&includeValuesInResponse=false&fields=updates.updatedRange",
            Map.of("majorDimension", "ROWS", "values", rows));
    return A1.lastRow(json(answer).path("updates").path("updatedRange").asString(""));
  }

  /**
   * The texts of some rows in one column.
   *
   * @param last not beyond the rows of the tab
   * @return nothing if they are longer than what is read of an answer
   */
  Optional<Set<String>> column(String tab, int column, int first, int last)
      throws CallException, InterruptedException {
    String letters = A1.column(column);
    String range = "%s!%s%d:%s%d".formatted(quoted(tab), letters, first, letters, last);
    Answered answer =
        call("GET", "/values/" + encoded(range) + "?majorDimension=COLUMNS&fields=values", null);
    if (!answer.whole() && answer.body().length == GuardedHttp.BODY_AT_MOST) {
      return Optional.empty();
    }
    Set<String> texts = new HashSet<>();
    for (JsonNode cell : whole(answer).path("values").path(0)) {
      texts.add(cell.asString(""));
    }
    return Optional.of(texts);
  }

  private Answered write(String rest, Object body) throws CallException, InterruptedException {
    Duration wait = account.quota().take();
    if (!wait.isZero()) {
      throw later("60 writes a minute are used up", wait);
    }
    return call("POST", rest, body);
  }

  private Answered call(String method, String rest, @Nullable Object body)
      throws CallException, InterruptedException {
    byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Bearer " + bearer(),
            "Content-Type",
            "application/json; charset=utf-8");
    Duration left = left();
    if (left.compareTo(LEAST) < 0) {
      throw later("no time is left for another call", null);
    }
    Duration limit = left.compareTo(Call.LIMIT) < 0 ? left : Call.LIMIT;
    URI place = URI.create(account.endpoint() + path + rest);
    Outcome outcome = account.http().call(new Call(method, place, headers, bytes, limit));
    if (outcome instanceof Answered answer && answer.isSuccess()) {
      return answer;
    }
    throw failed(outcome);
  }

  private String bearer() throws CallException, InterruptedException {
    try {
      return account.tokens().bearer();
    } catch (IOException e) {
      if (Thread.interrupted()) { // Google's library hides the exception that says so.
        throw new InterruptedException();
      }
      throw later("Google gives the service account no token", null);
    }
  }

  private CallException failed(Outcome outcome) {
    int status = outcome instanceof Answered answer ? answer.status() : 0;
    boolean doubtful =
        outcome instanceof Unanswered none ? none.sent() : status >= 500 || status == 408;
    Delivery delivery = HttpVerdict.of(outcome, detail(outcome), account.clock().instant());
    if (status == 401) {
      account.tokens().renew();
      delivery = new Delivery.Later("the token was refused, and is asked for again", null);
    } else if (status == 429 && delivery instanceof Delivery.Later later && later.pause() == null) {
      delivery = new Delivery.Later(later.reason(), QUOTA_PAUSE);
    }
    return new CallException(delivery, status, doubtful);
  }

  /** Google's word for it, and what to do where that is clear. */
  private static String detail(Outcome outcome) {
    if (!(outcome instanceof Answered answer)) {
      return "";
    }
    String word = json(answer).path("error").path("status").asString("");
    String known = STATUS.matcher(word).matches() ? word : "";
    return switch (answer.status()) {
      case 403 -> known + "; share the spreadsheet with the service account, as an editor";
      case 404 -> known + "; there is no such spreadsheet, or it is not shared";
      default -> known;
    };
  }

  private static CallException later(String reason, @Nullable Duration pause) {
    return new CallException(new Delivery.Later(reason, pause), 0, false);
  }

  private Duration left() {
    return ALL_AT_MOST.minusNanos(account.nanos().getAsLong() - start);
  }

  /** All of an answer, of which no part may be taken for the whole. */
  private static JsonNode whole(Answered answer) throws CallException {
    JsonNode json = json(answer);
    if (!answer.whole() || !json.isObject()) {
      throw later("an answer of Sheets broke off", null);
    }
    return json;
  }

  private static JsonNode json(Answered answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      return JSON.missingNode(); // The status has said what there is to say.
    }
  }

  private static String quoted(String tab) {
    return "'" + tab.replace("'", "''") + "'";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
