package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.job.JobDesk;
import dev.oceanus.fakebigquery.job.JobRequest;
import dev.oceanus.fakebigquery.store.StoredJob;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs without an upload. Thread-safe. */
public final class JobsApi {
  private static final String ALL = Resources.ROOT + "/{project}/jobs";
  private static final String ONE = ALL + "/{job}";
  private static final long PAGE = 50;

  private final JobDesk desk;

  public JobsApi(JobDesk desk) {
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", ALL, "jobs.list", this::list),
        new Route("POST", ALL, "jobs.insert", this::insert),
        new Route("GET", ONE, "jobs.get", this::get),
        new Route("POST", ONE + "/cancel", "jobs.cancel", this::cancel),
        new Route("DELETE", ONE + "/delete", "jobs.delete", this::delete));
  }

  private Reply insert(Call call) {
    ObjectNode body = Resources.body(call);
    JobRequest request = new JobRequest(call.project(), body, Optional.empty(), call.fault());
    if (body.path("configuration").path("dryRun").asBoolean(false)) {
      return Reply.ok(desk.rehearse(request));
    }
    return Reply.ok(desk.insert(request).resource());
  }

  private Reply get(Call call) {
    return Reply.ok(
        desk.get(call.project(), call.of("job"), call.parameter("location")).resource());
  }

  private Reply cancel(Call call) {
    StoredJob job = desk.cancel(call.project(), call.of("job"), call.parameter("location"));
    return Reply.ok(
        Json.object().put("kind", "bigquery#jobCancelResponse").set("job", job.resource()));
  }

  private Reply delete(Call call) {
    desk.delete(desk.get(call.project(), call.of("job"), call.parameter("location")));
    return Reply.empty(204);
  }

  private Reply list(Call call) {
    long start = Resources.start(call);
    long limit = call.number("maxResults", PAGE);
    List<StoredJob> found = desk.list(call.project(), limit + 1, start);
    ArrayNode jobs = Json.array();
    found.stream().limit(limit).forEach(job -> jobs.add(item(job)));
    ObjectNode answer =
        Json.object().put("kind", "bigquery#jobList").put("etag", Resources.etag(jobs));
    if (!jobs.isEmpty()) {
      answer.set("jobs", jobs);
    }
    if (found.size() > limit) {
      answer.put("nextPageToken", Resources.token(start + limit));
    }
    return Reply.ok(answer);
  }

  private static ObjectNode item(StoredJob job) {
    ObjectNode item = job.resource().deepCopy();
    item.remove(List.of("etag", "selfLink"));
    item.put("state", job.state());
    if (item.path("status").has("errorResult")) {
      item.set("errorResult", item.path("status").get("errorResult"));
    }
    return item;
  }
}
