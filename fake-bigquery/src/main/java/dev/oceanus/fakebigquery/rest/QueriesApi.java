package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.job.JobDesk;
import dev.oceanus.fakebigquery.job.JobRequest;
import dev.oceanus.fakebigquery.query.TableRows;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredJob;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.testkit.process.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Queries that are waited for, and their results. Thread-safe. */
public final class QueriesApi {
  private static final String ALL = Resources.ROOT + "/{project}/queries";
  private static final long WAIT = 10_000;
  private static final List<String> OF_JOB =
      List.of(
          "query",
          "queryParameters",
          "parameterMode",
          "defaultDataset",
          "useLegacySql",
          "useQueryCache",
          "maximumBytesBilled");

  private final Store store;
  private final JobDesk desk;

  public QueriesApi(Store store, JobDesk desk) {
    this.store = store;
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        new Route("POST", ALL, "jobs.query", this::query),
        new Route("GET", ALL + "/{job}", "jobs.getQueryResults", this::results));
  }

  private Reply query(Call call) {
    ObjectNode body = Resources.body(call);
    ObjectNode query = Json.object();
    for (String key : OF_JOB) {
      if (body.has(key)) {
        query.set(key, body.get(key));
      }
    }
    ObjectNode configuration = Json.object();
    configuration.set("query", query);
    if (body.has("labels")) {
      configuration.set("labels", body.get("labels"));
    }
    ObjectNode job = Json.object();
    job.set("configuration", configuration);
    job.putObject("jobReference").put("location", body.path("location").asString(""));
    JobRequest request = new JobRequest(call.project(), job, Optional.empty(), call.fault());
    if (body.path("dryRun").asBoolean(false)) {
      return Reply.ok(rehearsed(desk.rehearse(request)));
    }
    StoredJob inserted = desk.insert(request);
    Wanted wanted =
        new Wanted(
            "bigquery#queryResponse",
            body.path("timeoutMs").asLong(WAIT),
            new TableRows.Page(
                0,
                body.path("maxResults").asLong(Long.MAX_VALUE),
                body.path("formatOptions").path("useInt64Timestamp").asBoolean(false)));
    return Reply.ok(answer(inserted, wanted));
  }

  private static ObjectNode rehearsed(ObjectNode job) {
    JsonNode statistics = job.path("statistics");
    ObjectNode answer =
        Json.object()
            .put("kind", "bigquery#queryResponse")
            .put("totalBytesProcessed", statistics.path("totalBytesProcessed").asString())
            .put("jobComplete", true)
            .put("cacheHit", false);
    answer.set("jobReference", job.path("jobReference"));
    answer.set("schema", statistics.path("query").path("schema"));
    return answer;
  }

  private Reply results(Call call) {
    StoredJob job = desk.get(call.project(), call.of("job"), call.parameter("location"));
    Wanted wanted =
        new Wanted(
            "bigquery#getQueryResultsResponse",
            call.number("timeoutMs", WAIT),
            TableDataApi.window(call, Resources.start(call)));
    return Reply.ok(answer(job, wanted));
  }

  /** How long to wait for what. */
  private record Wanted(String kind, long timeout, TableRows.Page page) {}

  private ObjectNode answer(StoredJob asked, Wanted wanted) {
    StoredJob job = await(asked, Duration.ofMillis(Math.min(WAIT, wanted.timeout())));
    ObjectNode answer = Json.object().put("kind", wanted.kind());
    answer.set("jobReference", job.reference().json());
    answer.put("jobComplete", job.isDone());
    if (!job.isDone()) {
      return answer;
    }
    JsonNode error = job.resource().path("status").path("errorResult");
    if (!error.isMissingNode()) {
      throw refusal(error);
    }
    JsonNode statistics = job.resource().path("statistics").path("query");
    answer.put("totalBytesProcessed", statistics.path("totalBytesProcessed").asString("0"));
    answer.put("cacheHit", false);
    if (statistics.has("numDmlAffectedRows")) {
      answer.set("numDmlAffectedRows", statistics.get("numDmlAffectedRows"));
      return answer.put("totalRows", "0");
    }
    rows(job, wanted.page(), answer);
    return answer;
  }

  private static ApiException refusal(JsonNode error) {
    String reason = error.path("reason").asString();
    int code =
        switch (reason) {
          case "notFound" -> 404;
          case "duplicate" -> 409;
          case "quotaExceeded", "rateLimitExceeded", "accessDenied" -> 403;
          case "backendError" -> 503;
          case "internalError" -> 500;
          default -> 400;
        };
    return new ApiException(code, reason, error.path("message").asString());
  }

  private StoredJob await(StoredJob asked, Duration limit) {
    Pause.until(limit, () -> now(asked).isDone());
    return now(asked);
  }

  private StoredJob now(StoredJob asked) {
    return store.transaction(
        transaction -> transaction.jobs().find(asked.reference()).orElse(asked));
  }

  private void rows(StoredJob job, TableRows.Page page, ObjectNode answer) {
    JsonNode destination =
        job.resource().path("configuration").path("query").path("destinationTable");
    TableRef name = TableRef.from(destination, new DatasetRef("", ""));
    store.change(
        transaction -> {
          StoredTable table =
              transaction
                  .tables()
                  .find(name)
                  .orElseThrow(() -> ApiException.notFound("Table " + name));
          long total = TableRows.count(transaction, table);
          answer.set("schema", table.resource().path("schema"));
          answer.put("totalRows", Long.toString(total));
          if (page.limit() > 0) {
            ArrayNode rows = TableRows.page(transaction, table, table.columns().all(), page);
            answer.set("rows", rows);
            if (page.start() + rows.size() < total && !rows.isEmpty()) {
              answer.put("pageToken", Resources.token(page.start() + rows.size()));
            }
          }
        });
  }
}
