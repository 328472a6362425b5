package dev.oceanus.fakebigquery.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.store.StoredJob;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API's resource of a job, as it is in each state. */
final class JobResource {
  private static final String ROOT = "https://bigquery.googleapis.com/bigquery/v2/projects/";

  private JobResource() {}

  static ObjectNode created(JobRef job, ObjectNode configuration, long now) {
    ObjectNode resource =
        Json.object()
            .put("kind", "bigquery#job")
            .put("id", job.toString())
            .put(
                "selfLink",
                ROOT + job.project() + "/jobs/" + job.job() + "?location=" + job.location())
            .put("user_email", "someone@fake-bigquery.example");
    resource.set("configuration", configuration);
    resource.set("jobReference", job.json());
    resource.set("statistics", Json.object().put("creationTime", Long.toString(now)));
    resource.set("status", Json.object().put("state", "PENDING"));
    return tagged(resource);
  }

  static StoredJob running(StoredJob job, long now) {
    ObjectNode resource = job.resource().deepCopy();
    statistics(resource).put("startTime", Long.toString(now));
    resource.set("status", Json.object().put("state", "RUNNING"));
    return job.in("RUNNING", tagged(resource));
  }

  /**
   * Done without an error.
   *
   * @param statistics what is added to those of the job
   * @param warnings errors that did not fail it
   */
  static StoredJob done(StoredJob job, long now, ObjectNode statistics, List<String> warnings) {
    ObjectNode resource = ended(job, now);
    statistics
        .properties()
        .forEach(each -> statistics(resource).set(each.getKey(), each.getValue()));
    ObjectNode status = Json.object().put("state", "DONE");
    if (!warnings.isEmpty()) {
      ArrayNode errors = Json.array();
      warnings.forEach(warning -> errors.add(error("invalid", warning)));
      status.set("errors", errors);
    }
    resource.set("status", status);
    return job.in("DONE", tagged(resource));
  }

  /**
   * Done with an error.
   *
   * @param details further errors
   */
  static StoredJob failed(StoredJob job, long now, ApiException why, List<String> details) {
    ObjectNode resource = ended(job, now);
    ObjectNode first = error(why.reason(), why.text());
    if (why.location() != null) {
      first.put("location", why.location());
    }
    ArrayNode errors = Json.array().add(first);
    details.forEach(detail -> errors.add(error(why.reason(), detail)));
    ObjectNode status = Json.object().put("state", "DONE");
    status.set("errorResult", first.deepCopy());
    status.set("errors", errors);
    resource.set("status", status);
    return job.in("DONE", tagged(resource));
  }

  private static ObjectNode ended(StoredJob job, long now) {
    ObjectNode resource = job.resource().deepCopy();
    ObjectNode statistics = statistics(resource);
    if (!statistics.has("startTime")) {
      statistics.put("startTime", Long.toString(now));
    }
    statistics.put("endTime", Long.toString(now));
    return resource;
  }

  private static ObjectNode statistics(ObjectNode resource) {
    return (ObjectNode) resource.get("statistics");
  }

  private static ObjectNode error(String reason, String message) {
    return Json.object().put("reason", reason).put("message", message);
  }

  private static ObjectNode tagged(ObjectNode resource) {
    String state = resource.path("status").toString() + resource.path("statistics");
    byte[] hash = Integer.toHexString(state.hashCode()).getBytes(US_ASCII);
    return resource.put("etag", Base64.getEncoder().encodeToString(hash));
  }
}
