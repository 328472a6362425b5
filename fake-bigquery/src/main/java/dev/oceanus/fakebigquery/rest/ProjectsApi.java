package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.store.Store;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Projects: each that is named exists. */
public final class ProjectsApi {
  private final Store store;
  private final String known;

  /**
   * @param known a project that is listed though nothing is in it
   */
  public ProjectsApi(Store store, String known) {
    this.store = store;
    this.known = known;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", Resources.ROOT, "projects.list", this::list),
        new Route(
            "GET",
            Resources.ROOT + "/{project}/serviceAccount",
            "projects.getServiceAccount",
            this::account));
  }

  private Reply list(Call call) {
    Set<String> names = new TreeSet<>();
    names.add(known);
    names.addAll(store.transaction(transaction -> transaction.datasets().projects()));
    ArrayNode projects = Json.array();
    for (String name : names) {
      ObjectNode project =
          Json.object()
              .put("kind", "bigquery#project")
              .put("id", name)
              .put("numericId", "1")
              .put("friendlyName", name);
      project.set("projectReference", Json.object().put("projectId", name));
      projects.add(project);
    }
    ObjectNode answer =
        Json.object().put("kind", "bigquery#projectList").put("totalItems", projects.size());
    return Reply.ok(answer.set("projects", projects));
  }

  private Reply account(Call call) {
    return Reply.ok(
        Json.object()
            .put("kind", "bigquery#getServiceAccountResponse")
            .put("email", "bq-1@fake-bigquery.example"));
  }
}
