package dev.oceanus.fakebigquery.control;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.clock.MovableClock;
import dev.oceanus.fakebigquery.fault.Faults;
import dev.oceanus.fakebigquery.http.Counters;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Counts;
import dev.oceanus.fakebigquery.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What tests ask of the stand-in itself. Thread-safe. */
public final class ControlApi {
  private final Store store;
  private final Faults faults;
  private final Settings settings;
  private final Counters counters;
  private final MovableClock clock;

  public ControlApi(
      Store store, Faults faults, Settings settings, Counters counters, MovableClock clock) {
    this.store = store;
    this.faults = faults;
    this.settings = settings;
    this.counters = counters;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/_fake/health", "", call -> Reply.ok(Json.object().put("ok", true))),
        new Route("GET", "/_fake/faults", "", call -> faults()),
        new Route("POST", "/_fake/faults", "", this::addFault),
        new Route("DELETE", "/_fake/faults", "", this::clearFaults),
        new Route("DELETE", "/_fake/faults/{rule}", "", this::clearFaults),
        new Route("GET", "/_fake/settings", "", call -> Reply.ok(settings.json())),
        new Route("POST", "/_fake/settings", "", this::change),
        new Route("GET", "/_fake/counters", "", call -> counters()));
  }

  private Reply faults() {
    return Reply.ok(Json.object().set("rules", faults.json()));
  }

  private Reply addFault(Call call) {
    try {
      return Reply.ok(Json.object().put("id", faults.add(body(call))));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private Reply clearFaults(Call call) {
    faults.clear(call.of("rule"));
    return faults();
  }

  private Reply change(Call call) {
    try {
      settings.change(body(call));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid(String.valueOf(e.getMessage()));
    }
    clock.setOffset(settings.millis("clockOffsetMs"));
    return Reply.ok(settings.json());
  }

  private Reply counters() {
    ObjectNode answer = Json.object();
    ObjectNode calls = answer.putObject("calls");
    counters.calls().forEach(calls::put);
    answer.put("bytesReceived", counters.bytes());
    answer.put("now", clock.instant().toString());
    ArrayNode days = answer.putArray("days");
    for (Counts.Count count : store.transaction(transaction -> transaction.counts().all())) {
      days.add(
          Json.object()
              .put("day", count.day())
              .put("kind", count.kind())
              .put("name", count.name())
              .put("number", count.number()));
    }
    return Reply.ok(answer);
  }

  private static ObjectNode body(Call call) {
    try {
      return Json.parse(call.body().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading the body of a call", e);
    }
  }
}
