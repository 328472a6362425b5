package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Labels;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Datasets. Thread-safe. */
public final class DatasetsApi {
  private static final String ALL = Resources.ROOT + "/{project}/datasets";
  private static final String ONE = ALL + "/{dataset}";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,1024}");
  private static final List<String> READ_ONLY =
      List.of("kind", "etag", "id", "selfLink", "creationTime", "lastModifiedTime", "type");

  private final Store store;

  public DatasetsApi(Store store) {
    this.store = store;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", ALL, "datasets.list", this::list),
        new Route("POST", ALL, "datasets.insert", this::insert),
        new Route("GET", ONE, "datasets.get", this::get),
        new Route("PATCH", ONE, "datasets.patch", call -> change(call, true)),
        new Route("PUT", ONE, "datasets.update", call -> change(call, false)),
        new Route("DELETE", ONE, "datasets.delete", this::delete));
  }

  /** Makes a dataset unless it is there. */
  public void ensure(DatasetRef dataset, String location) {
    store.change(
        transaction -> {
          if (transaction.datasets().find(dataset).isEmpty()) {
            create(transaction, dataset, Json.object().put("location", location));
          }
        });
  }

  private Reply insert(Call call) {
    ObjectNode body = Resources.body(call);
    DatasetRef dataset = DatasetRef.from(body.path("datasetReference"), call.project());
    return store.transaction(
        transaction -> {
          if (transaction.datasets().find(dataset).isPresent()) {
            throw ApiException.duplicate("Dataset " + dataset);
          }
          return Reply.ok(answer(dataset, create(transaction, dataset, body)));
        });
  }

  private static ObjectNode create(Transaction transaction, DatasetRef dataset, ObjectNode body)
      throws SQLException {
    if (!NAME.matcher(dataset.dataset()).matches()) {
      throw ApiException.invalid(
          "Invalid dataset ID \"%s\". Dataset IDs must be alphanumeric (plus underscores) and must be at most 1024 characters long."
              .formatted(dataset.dataset()));
    }
    Labels.check(body.path("labels"));
    ObjectNode resource = body.deepCopy().without(READ_ONLY);
    String now = Long.toString(transaction.now());
    resource.set("datasetReference", dataset.json());
    resource.put("location", location(body.path("location").asString("US")));
    resource.put("creationTime", now).put("lastModifiedTime", now);
    transaction.datasets().insert(dataset, resource);
    return resource;
  }

  /** Multi-regions are written in capitals, regions are not. */
  private static String location(String named) {
    return named.indexOf('-') < 0 ? named.toUpperCase(Locale.ROOT) : named.toLowerCase(Locale.ROOT);
  }

  private Reply get(Call call) {
    return store.transaction(
        transaction -> Reply.ok(answer(call.dataset(), find(transaction, call.dataset()))));
  }

  private static ObjectNode find(Transaction transaction, DatasetRef dataset) throws SQLException {
    return transaction
        .datasets()
        .find(dataset)
        .orElseThrow(() -> ApiException.notFound("Dataset " + dataset));
  }

  private Reply change(Call call, boolean patch) {
    ObjectNode body = Resources.body(call).without(READ_ONLY);
    DatasetRef dataset = call.dataset();
    return store.transaction(
        transaction -> {
          ObjectNode before = find(transaction, dataset);
          Resources.checkMatch(call, before);
          body.put("location", before.path("location").asString());
          ObjectNode after = patch ? Json.patched(before, body) : body.deepCopy();
          Labels.check(after.path("labels"));
          after.set("datasetReference", dataset.json());
          after.put("creationTime", before.path("creationTime").asString());
          after.put("lastModifiedTime", Long.toString(transaction.now()));
          transaction.datasets().update(dataset, after);
          return Reply.ok(answer(dataset, after));
        });
  }

  private Reply delete(Call call) {
    DatasetRef dataset = call.dataset();
    boolean contents = call.parameter("deleteContents").orElse("").equals("true");
    return store.transaction(
        transaction -> {
          find(transaction, dataset);
          if (!contents && !transaction.tables().of(dataset).isEmpty()) {
            throw new ApiException(400, "resourceInUse", "Dataset " + dataset + " is still in use");
          }
          transaction.datasets().delete(dataset);
          return Reply.empty(204);
        });
  }

  private Reply list(Call call) {
    boolean hidden = call.parameter("all").orElse("").equals("true");
    List<ObjectNode> all =
        store.transaction(transaction -> transaction.datasets().of(call.project())).stream()
            .filter(each -> hidden || !isHidden(each))
            .toList();
    ArrayNode datasets = Json.array();
    for (ObjectNode each : all) {
      ObjectNode full = answer(DatasetRef.from(each.path("datasetReference"), ""), each);
      ObjectNode item = Json.object().put("kind", "bigquery#dataset");
      for (String key : List.of("id", "datasetReference", "labels", "friendlyName", "location")) {
        if (full.has(key)) {
          item.set(key, full.get(key));
        }
      }
      datasets.add(item);
    }
    ObjectNode answer = Json.object().put("kind", "bigquery#datasetList");
    if (!datasets.isEmpty()) {
      answer.set("datasets", datasets);
    }
    return Reply.ok(answer.put("etag", Resources.etag(datasets)));
  }

  private static boolean isHidden(ObjectNode dataset) {
    return dataset.path("datasetReference").path("datasetId").asString("").startsWith("_");
  }

  private static ObjectNode answer(DatasetRef dataset, ObjectNode stored) {
    ObjectNode answer =
        Json.object()
            .put("kind", "bigquery#dataset")
            .put("etag", Resources.etag(stored))
            .put("id", dataset.toString())
            .put(
                "selfLink",
                Resources.link("/" + dataset.project() + "/datasets/" + dataset.dataset()));
    return answer.setAll(stored).put("type", "DEFAULT");
  }
}
