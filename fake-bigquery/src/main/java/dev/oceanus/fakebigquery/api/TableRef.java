package dev.oceanus.fakebigquery.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Name of a table or view. */
public record TableRef(String project, String dataset, String table) {
  /** From a {@code tableReference}; what it leaves out is of the dataset of the call. */
  public static TableRef from(JsonNode reference, DatasetRef dataset) {
    return new TableRef(
        reference.path("projectId").asString(dataset.project()),
        reference.path("datasetId").asString(dataset.dataset()),
        reference.path("tableId").asString(""));
  }

  public DatasetRef inDataset() {
    return new DatasetRef(project, dataset);
  }

  public ObjectNode json() {
    return inDataset().json().put("tableId", table);
  }

  @Override
  public String toString() {
    return project + ":" + dataset + "." + table;
  }
}
