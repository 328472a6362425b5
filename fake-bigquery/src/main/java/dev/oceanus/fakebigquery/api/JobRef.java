package dev.oceanus.fakebigquery.api;

import tools.jackson.databind.node.ObjectNode;

/** Name of a job, which the location is a part of. */
public record JobRef(String project, String location, String job) {
  public ObjectNode json() {
    return Json.object().put("projectId", project).put("jobId", job).put("location", location);
  }

  @Override
  public String toString() {
    return project + ":" + location + "." + job;
  }
}
