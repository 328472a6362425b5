package dev.oceanus.fakebigquery.store;

import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The datasets. Part of a transaction. */
public final class Datasets {
  private final Transaction transaction;

  Datasets(Transaction transaction) {
    this.transaction = transaction;
  }

  public Optional<ObjectNode> find(DatasetRef dataset) throws SQLException {
    return transaction
        .select(
            "SELECT resource FROM _fake.datasets WHERE project = ? AND dataset = ?",
            row -> Json.parse(row.getString(1)),
            dataset.project(),
            dataset.dataset())
        .stream()
        .findFirst();
  }

  public List<ObjectNode> of(String project) throws SQLException {
    return transaction.select(
        "SELECT resource FROM _fake.datasets WHERE project = ? ORDER BY dataset",
        row -> Json.parse(row.getString(1)),
        project);
  }

  public List<String> projects() throws SQLException {
    return transaction.select(
        "SELECT DISTINCT project FROM _fake.datasets ORDER BY project", row -> row.getString(1));
  }

  public void insert(DatasetRef dataset, ObjectNode resource) throws SQLException {
    transaction.execute("CREATE SCHEMA " + Names.of(dataset));
    transaction.update(
        "INSERT INTO _fake.datasets VALUES (?, ?, ?)",
        dataset.project(),
        dataset.dataset(),
        resource.toString());
  }

  public void update(DatasetRef dataset, ObjectNode resource) throws SQLException {
    transaction.update(
        "UPDATE _fake.datasets SET resource = ? WHERE project = ? AND dataset = ?",
        resource.toString(),
        dataset.project(),
        dataset.dataset());
  }

  public void delete(DatasetRef dataset) throws SQLException {
    for (String table : List.of("datasets", "tables", "growth")) {
      transaction.update(
          "DELETE FROM _fake." + table + " WHERE project = ? AND dataset = ?",
          dataset.project(),
          dataset.dataset());
    }
    transaction.execute("DROP SCHEMA " + Names.of(dataset) + " CASCADE");
  }
}
