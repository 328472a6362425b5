package dev.oceanus.fakebigquery.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Name of a dataset. */
public record DatasetRef(String project, String dataset) {
  /** From a {@code datasetReference}; what it leaves out is of the project of the call. */
  public static DatasetRef from(JsonNode reference, String project) {
    return new DatasetRef(
        reference.path("projectId").asString(project), reference.path("datasetId").asString(""));
  }

  public TableRef table(String table) {
    return new TableRef(project, dataset, table);
  }

  public ObjectNode json() {
    return Json.object().put("projectId", project).put("datasetId", dataset);
  }

  @Override
  public String toString() {
    return project + ":" + dataset;
  }
}
