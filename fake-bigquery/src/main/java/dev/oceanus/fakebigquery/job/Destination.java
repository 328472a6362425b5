package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.schema.SchemaChange;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the table of a load job ready as its dispositions say. Part of a transaction. */
final class Destination {
  private static final List<String> TABLE_OPTIONS =
      List.of("timePartitioning", "clustering", "rangePartitioning");

  private final Transaction transaction;
  private final JobRef job;

  Destination(Transaction transaction, JobRef job) {
    this.transaction = transaction;
    this.job = job;
  }

  /**
   * The table, made, emptied or widened if the job says so.
   *
   * @throws ApiException if the job cannot go there
   */
  StoredTable prepare(JsonNode load) throws SQLException {
    TableRef name = LoadTask.target(load, job.project());
    checkLocation(transaction, name.inDataset(), job.location());
    Optional<StoredTable> found = transaction.tables().find(name);
    if (found.isEmpty()) {
      return create(name, load);
    }
    StoredTable table = found.get();
    if (table.isView()) {
      throw ApiException.invalid("Cannot load into a view: " + name);
    }
    return switch (load.path("writeDisposition").asString("WRITE_APPEND")) {
      case "WRITE_TRUNCATE" -> truncate(table, load);
      case "WRITE_EMPTY" -> empty(table, load);
      default -> widen(table, load);
    };
  }

  /** Refuses a dataset that is not there, or is elsewhere. */
  static void checkLocation(Transaction transaction, DatasetRef dataset, String location)
      throws SQLException {
    ObjectNode resource =
        transaction
            .datasets()
            .find(dataset)
            .orElseThrow(() -> ApiException.notFound("Dataset " + dataset));
    if (!resource.path("location").asString("").equalsIgnoreCase(location)) {
      throw ApiException.notFound("Dataset " + dataset + " was not found in location " + location);
    }
  }

  private StoredTable create(TableRef name, JsonNode load) throws SQLException {
    if (load.path("createDisposition").asString("").equals("CREATE_NEVER")) {
      throw ApiException.notFound("Table " + name);
    }
    if (!load.has("schema")) {
      throw ApiException.invalid("No schema specified on job or table.");
    }
    long now = transaction.now();
    ObjectNode resource = Json.object();
    resource.set("tableReference", name.json());
    resource.set("schema", load.path("schema").deepCopy());
    Columns.normalise(resource.path("schema"));
    for (String option : TABLE_OPTIONS) {
      if (load.has(option)) {
        resource.set(option, load.path(option));
      }
    }
    resource.put("creationTime", Long.toString(now)).put("lastModifiedTime", Long.toString(now));
    transaction.tables().insert(name, resource);
    return transaction.tables().find(name).orElseThrow();
  }

  private StoredTable empty(StoredTable table, JsonNode load) throws SQLException {
    if (transaction.tables().size(table.reference()).rows() > 0) {
      throw ApiException.duplicate("Table " + table.reference());
    }
    return widen(table, load);
  }

  private StoredTable truncate(StoredTable table, JsonNode load) throws SQLException {
    if (!load.has("schema")) {
      transaction.tables().truncate(table);
      return table;
    }
    transaction.tables().delete(table);
    ObjectNode resource = table.resource().deepCopy();
    resource.set("schema", load.path("schema").deepCopy());
    Columns.normalise(resource.path("schema"));
    transaction.tables().insert(table.reference(), resource);
    return transaction.tables().find(table.reference()).orElseThrow();
  }

  private StoredTable widen(StoredTable table, JsonNode load) throws SQLException {
    if (!load.has("schema") || load.path("schema").path("fields").isEmpty()) {
      return table;
    }
    ObjectNode schema = (ObjectNode) load.path("schema").deepCopy();
    Columns.normalise(schema);
    SchemaChange change =
        SchemaChange.between(table.reference(), table.columns(), Columns.from(schema));
    refuseUnless(
        load,
        "ALLOW_FIELD_ADDITION",
        change.added().isEmpty(),
        () -> "Cannot add fields (field: " + change.added().getFirst().name() + ")",
        table);
    refuseUnless(
        load,
        "ALLOW_FIELD_RELAXATION",
        change.relaxed().isEmpty(),
        () ->
            "Field " + change.relaxed().getFirst() + " has changed mode from REQUIRED to NULLABLE",
        table);
    if (change.isEmpty()) {
      return table;
    }
    ObjectNode resource = table.resource().deepCopy();
    resource.set("schema", schema);
    transaction.tables().update(table, resource, change);
    return transaction.tables().find(table.reference()).orElseThrow();
  }

  private static void refuseUnless(
      JsonNode load, String option, boolean fine, Supplier<String> what, StoredTable table) {
    boolean allowed =
        load.path("schemaUpdateOptions").valueStream().anyMatch(o -> option.equals(o.asString()));
    if (!fine && !allowed) {
      throw ApiException.invalid(
          "Provided Schema does not match Table " + table.reference() + ". " + what.get());
    }
  }
}
