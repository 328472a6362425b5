package dev.oceanus.notifier.sheets;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Content.Row;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.sheets.SheetsApi.Account;
import dev.oceanus.notifier.sheets.SheetsApi.CallException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A spreadsheet of Google Sheets, to which rows are appended, each in the tab that it names. Every
 * row ends with its notice's id. Where nobody knows whether rows were written, the ids behind the
 * last known row are read before they are sent again, so that a lost answer repeats no row; only
 * the end of the process in that moment can.
 */
public final class SheetTarget implements Target {
  /** Hosts that are called. */
  public static final List<String> HOSTS =
      List.of("sheets.googleapis.com", "oauth2.googleapis.com");

  static final String ID_COLUMN = "notice";

  private static final int MOST = 100;
  private static final int CELL_AT_MOST = 50_000;

  private final Account account;
  private final String spreadsheet;

  /** Tabs that were there, with the last row that was written, or 0. */
  private final Map<String, Integer> lastRows = new HashMap<>();

  private final SentRows sent = new SentRows();

  SheetTarget(Account account, String spreadsheet) {
    this.account = account;
    this.spreadsheet = spreadsheet;
  }

  /**
   * A spreadsheet at Google.
   *
   * @param spreadsheet its id, as in its URL
   * @param quota that of the service account
   * @param nanos {@code System::nanoTime}
   */
  public static SheetTarget of(
      GuardedHttp http,
      ServiceAccount tokens,
      String spreadsheet,
      WriteQuota quota,
      Clock clock,
      LongSupplier nanos) {
    URI endpoint = SheetsApi.GOOGLE;
    return new SheetTarget(new Account(http, endpoint, tokens, quota, clock, nanos), spreadsheet);
  }

  @Override
  public Content.Kind kind() {
    return Content.Kind.ROW;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Delivery deliver(List<Notice> notices) throws InterruptedException {
    Map<String, List<Notice>> byTab = new LinkedHashMap<>();
    for (Notice notice : notices) {
      byTab.computeIfAbsent(row(notice).tab(), tab -> new ArrayList<>()).add(notice);
    }
    SheetsApi api = new SheetsApi(account, spreadsheet);
    try {
      for (Map.Entry<String, List<Notice>> each : byTab.entrySet()) {
        write(api, each.getKey(), each.getValue());
      }
    } catch (CallException e) {
      return e.delivery();
    }
    sent.forget(notices.stream().map(Notice::id).toList());
    return new Delivery.Delivered();
  }

  private void write(SheetsApi api, String tab, List<Notice> notices)
      throws CallException, InterruptedException {
    boolean known = lastRows.containsKey(tab);
    if (!known) {
      open(api, tab, header(notices.getFirst()));
    }
    resolveDoubts(api, tab, notices);
    List<Notice> missing = notices.stream().filter(n -> !sent.has(n.id())).toList();
    if (missing.isEmpty()) {
      return;
    }
    try {
      append(api, tab, missing);
    } catch (CallException e) {
      if (e.status() != 400 || !known) {
        throw e;
      }
      // The tab was there, and may have been renamed or deleted since.
      lastRows.remove(tab);
      open(api, tab, header(notices.getFirst()));
      append(api, tab, missing);
    }
  }

  private void append(SheetsApi api, String tab, List<Notice> missing)
      throws CallException, InterruptedException {
    List<String> ids = missing.stream().map(Notice::id).toList();
    sent.sending(ids, lastRows.getOrDefault(tab, 0));
    try {
      int last = api.append(tab, missing.stream().map(SheetTarget::cells).toList());
      lastRows.put(tab, Math.max(last, 0));
      sent.arrived(ids);
    } catch (CallException e) {
      if (!e.isDoubtful()) {
        sent.failed(ids);
      }
      throw e;
    }
  }

  private void open(SheetsApi api, String tab, List<String> header)
      throws CallException, InterruptedException {
    if (!api.tabs().containsKey(tab)) {
      try {
        api.addTab(tab, header);
      } catch (CallException e) {
        if (e.status() != 400 || !api.tabs().containsKey(tab)) {
          throw e;
        }
        // Somebody else has made it in between.
      }
    }
    lastRows.put(tab, 0);
  }

  private void resolveDoubts(SheetsApi api, String tab, List<Notice> notices)
      throws CallException, InterruptedException {
    Map<Integer, List<String>> byWidth = new LinkedHashMap<>();
    for (Notice notice : notices) {
      int width = row(notice).cells().size();
      byWidth.computeIfAbsent(width, unused -> new ArrayList<>()).add(notice.id());
    }
    for (Map.Entry<Integer, List<String>> each : byWidth.entrySet()) {
      sent.look(api, tab, each.getKey() + 1, each.getValue());
    }
  }

  private static Row row(Notice notice) {
    return (Row) notice.content();
  }

  private static List<String> header(Notice notice) {
    List<String> header = new ArrayList<>(row(notice).header());
    header.add(ID_COLUMN);
    return header;
  }

  private static List<String> cells(Notice notice) {
    List<String> cells = new ArrayList<>();
    row(notice).cells().forEach(cell -> cells.add(cut(cell)));
    cells.add(notice.id());
    return cells;
  }

  private static String cut(String cell) {
    if (cell.length() <= CELL_AT_MOST) {
      return cell;
    }
    int end = CELL_AT_MOST - 1;
    return cell.substring(0, Character.isHighSurrogate(cell.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
