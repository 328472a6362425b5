package dev.oceanus.notifier.sheets;

import dev.oceanus.notifier.standin.HttpStandIn;
import dev.oceanus.notifier.standin.HttpStandIn.Request;
import dev.oceanus.notifier.standin.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A strict stand-in of Google's token server and of those calls of the Sheets API that are used
 * here: what the API does not know is answered as the API answers it, and what would make a formula
 * of a text is refused. Thread-safe.
 */
final class SheetsStandIn implements AutoCloseable {
  static final String SPREADSHEET = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms";
  static final String TOKEN = "ya29.token";

  private static final Pattern ASSERTION =
      Pattern.compile("assertion=[\\w-]+\\.([\\w-]+)\\.[\\w-]+");
  private static final Pattern PATH =
      Pattern.compile("/v4/spreadsheets/([^/:]+)(?:(:batchUpdate)|/values/([^/:]+?)(:append)?)?");
  private static final Pattern RANGE =
      Pattern.compile("'((?:[^']|'')+)'!([A-Z]+)(\\d+)(?::([A-Z]+)(\\d+))?");

  /** Rows of a new tab; those that are appended come on top. */
  private static final int GRID = 1_000;

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpStandIn server;
  private final Map<String, List<List<String>>> tabs = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private final Map<String, Script> troubles = new HashMap<>();
  private final Map<String, Integer> untroubled = new HashMap<>();
  private String token = TOKEN;

  SheetsStandIn() throws IOException {
    tabs.put("Sheet1", new ArrayList<>());
    server = HttpStandIn.plain(this::answer);
  }

  URI endpoint() {
    return server.at("");
  }

  /** Rows of a tab, its first row included. */
  synchronized List<List<String>> rows(String tab) {
    return List.copyOf(tabs.getOrDefault(tab, List.of()));
  }

  synchronized Set<String> tabNames() {
    return Set.copyOf(tabs.keySet());
  }

  /** What was called since it was last emptied: token, get, batchUpdate, append, values. */
  synchronized List<String> log() {
    return List.copyOf(log);
  }

  synchronized void forgetLog() {
    log.clear();
  }

  /**
   * From now on each such call ends so, without having been done; of {@code CALL lost} it is done,
   * and the connection ends without an answer.
   */
  synchronized void troubles(String call, Script script) {
    troubles.put(call, script);
  }

  /** The same, after so many calls that end well. */
  synchronized void troublesAfter(int calls, String call, Script script) {
    troubles(call, script);
    untroubled.put(call, calls);
  }

  synchronized void troublesNoMore() {
    troubles.clear();
    untroubled.clear();
  }

  /** Tokens that were given are no longer good. */
  synchronized void revokes(String next) {
    token = next;
  }

  synchronized void addTab(String tab, List<List<String>> rows) {
    tabs.put(tab, new ArrayList<>(rows));
  }

  synchronized void removeTab(String tab) {
    tabs.remove(tab);
  }

  private void answer(Request request, OutputStream out, CountDownLatch over)
      throws IOException, InterruptedException {
    Script trouble;
    byte[] good;
    synchronized (this) {
      String call = call(request);
      log.add(call);
      boolean troubled = untroubled.merge(call, -1, Integer::sum) < 0;
      trouble = troubled ? troubles.get(call) : null;
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      boolean lost = troubles.containsKey(call + " lost");
      if (trouble == null) {
        handle(call, request).answer(request, answer, over);
        trouble = lost ? Script.drop() : null;
      }
      good = answer.toByteArray();
    }
    if (trouble == null) {
      out.write(good);
    } else {
      trouble.answer(request, out, over);
    }
  }

  private static String call(Request request) {
    String path = request.target().replaceAll("\\?.*", "");
    if (path.equals("/token")) {
      return "token";
    }
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return "unknown";
    }
    if (matcher.group(2) != null) {
      return "batchUpdate";
    }
    return matcher.group(3) == null ? "get" : matcher.group(4) == null ? "values" : "append";
  }

  private Script handle(String call, Request request) {
    if (call.equals("token")) {
      return request
                  .body()
                  .contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")
              && scope(request.body()).equals("https://www.googleapis.com/auth/spreadsheets")
          ? Script.status(
              200,
              "{\"access_token\":\"" + token + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}",
              "Content-Type: application/json")
          : Script.status(400, "{\"error\":\"invalid_grant\"}", "Content-Type: application/json");
    }
    if (!request.header("authorization").equals("Bearer " + token)) {
      return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    }
    Matcher path = PATH.matcher(request.target().replaceAll("\\?.*", ""));
    if (!path.matches()) {
      return error(404, "NOT_FOUND", "Not found.");
    }
    if (!path.group(1).equals(SPREADSHEET)) {
      return error(404, "NOT_FOUND", "Requested entity was not found.");
    }
    Map<String, String> query = query(request.target());
    return switch (call) {
      case "get" -> get(request, query);
      case "batchUpdate" -> batchUpdate(request, query);
      case "append" -> append(request, decoded(path.group(3)), query);
      default -> values(request, decoded(path.group(3)), query);
    };
  }

  /** What the token is asked for, by the assertion's own words. */
  private static String scope(String body) {
    Matcher assertion = ASSERTION.matcher(body);
    return assertion.find()
        ? JSON.readTree(Base64.getUrlDecoder().decode(assertion.group(1)))
            .path("scope")
            .asString("")
        : "";
  }

  private Script get(Request request, Map<String, String> query) {
    if (!request.method().equals("GET")
        || !query.equals(Map.of("fields", "sheets.properties(title,gridProperties.rowCount)"))) {
      return invalid("Request contains an invalid argument.");
    }
    List<Object> sheets = new ArrayList<>();
    tabs.forEach(
        (tab, rows) -> {
          Map<String, Object> grid = Map.of("rowCount", rows.size() + GRID);
          sheets.add(Map.of("properties", Map.of("title", tab, "gridProperties", grid)));
        });
    return Script.status(200, JSON.writeValueAsString(Map.of("sheets", sheets)));
  }

  /** Takes a tab with its first row, both or neither. */
  private Script batchUpdate(Request request, Map<String, String> query) {
    JsonNode requests = JSON.readTree(request.body()).path("requests");
    JsonNode properties = requests.path(0).path("addSheet").path("properties");
    JsonNode update = requests.path(1).path("updateCells");
    String title = properties.path("title").asString("");
    if (requests.size() != 2
        || !query.equals(Map.of("fields", "spreadsheetId"))
        || title.isEmpty()
        || title.length() > 100
        || properties.path("sheetId").asInt(-1) < 0
        || !update.path("fields").asString("").equals("userEnteredValue")
        || !update.path("start").path("sheetId").equals(properties.path("sheetId"))) {
      return invalid("Invalid JSON payload received.");
    }
    if (tabs.keySet().stream().anyMatch(title::equalsIgnoreCase)) {
      return invalid(
          "Invalid requests[0].addSheet: A sheet with the name \""
              + title
              + "\" already exists. Please enter another name.");
    }
    List<String> header = new ArrayList<>();
    for (JsonNode cell : update.path("rows").path(0).path("values")) {
      JsonNode value = cell.path("userEnteredValue");
      if (value.size() != 1 || !value.path("stringValue").isString()) {
        return invalid("Invalid value.");
      }
      header.add(value.path("stringValue").asString());
    }
    int columns = properties.path("gridProperties").path("columnCount").asInt(26);
    if (header.size() > columns) {
      return invalid(
          "Invalid requests[1].updateCells: Attempting to write column: %d, beyond the last requested column of: %d"
              .formatted(columns, columns - 1));
    }
    tabs.put(title, new ArrayList<>(List.of(header)));
    return Script.status(200, "{\"spreadsheetId\":\"" + SPREADSHEET + "\"}");
  }

  private Script append(Request request, String range, Map<String, String> query) {
    if (!"RAW".equals(query.get("valueInputOption"))) {
      return invalid("'valueInputOption' is required but not specified, or makes formulas");
    }
    if (!"INSERT_ROWS".equals(query.get("insertDataOption"))) {
      return invalid("rows below the table would be overwritten");
    }
    Matcher place = RANGE.matcher(range);
    List<List<String>> rows = place.matches() ? rowsOf(place) : null;
    if (rows == null) {
      return invalid("Unable to parse range: " + range);
    }
    JsonNode body = JSON.readTree(request.body());
    List<List<String>> appended = new ArrayList<>();
    for (JsonNode row : body.path("values")) {
      List<String> cells = new ArrayList<>();
      for (JsonNode cell : row) {
        if (!cell.isString() || cell.asString().length() > 50_000) {
          return invalid("Your input contains more than the maximum of 50000 characters");
        }
        cells.add(cell.asString());
      }
      appended.add(cells);
    }
    int first = rows.size() + 1;
    rows.addAll(appended);
    String updated =
        "'%s'!A%d:%s%d"
            .formatted(place.group(1), first, A1.column(appended.getFirst().size()), rows.size());
    return Script.status(
        200, JSON.writeValueAsString(Map.of("updates", Map.of("updatedRange", updated))));
  }

  private Script values(Request request, String range, Map<String, String> query) {
    Matcher place = RANGE.matcher(range);
    List<List<String>> rows = place.matches() ? rowsOf(place) : null;
    if (!request.method().equals("GET")
        || rows == null
        || place.group(4) == null
        || !place.group(2).equals(place.group(4))
        || !query.equals(Map.of("majorDimension", "COLUMNS", "fields", "values"))) {
      return invalid("Unable to parse range: " + range);
    }
    int from = Integer.parseInt(place.group(3));
    int to = Integer.parseInt(place.group(5));
    if (from > to || to > rows.size() + GRID) {
      return invalid("Range (" + range + ") exceeds grid limits.");
    }
    List<String> column = new ArrayList<>();
    for (List<String> row :
        rows.subList(Math.min(from - 1, rows.size()), Math.min(to, rows.size()))) {
      column.add(cell(row, place.group(2)));
    }
    while (!column.isEmpty() && column.getLast().isEmpty()) {
      column.removeLast();
    }
    return Script.status(
        200, column.isEmpty() ? "{}" : JSON.writeValueAsString(Map.of("values", List.of(column))));
  }

  private static String cell(List<String> row, String column) {
    for (int i = 0; i < row.size(); i++) {
      if (A1.column(i + 1).equals(column)) {
        return row.get(i);
      }
    }
    return "";
  }

  private @Nullable List<List<String>> rowsOf(Matcher range) {
    String title = range.group(1).replace("''", "'");
    return tabs.entrySet().stream()
        .filter(tab -> tab.getKey().equalsIgnoreCase(title))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static Script invalid(String message) {
    return error(400, "INVALID_ARGUMENT", message);
  }

  static Script error(int code, String status, String message, String... headers) {
    return Script.status(
        code,
        JSON.writeValueAsString(
            Map.of("error", Map.of("code", code, "message", message, "status", status))),
        headers);
  }

  private static Map<String, String> query(String target) {
    Map<String, String> query = new HashMap<>();
    int mark = target.indexOf('?');
    if (mark >= 0) {
      for (String pair : target.substring(mark + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], decoded(parts[1]));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
