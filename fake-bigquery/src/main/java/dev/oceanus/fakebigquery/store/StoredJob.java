package dev.oceanus.fakebigquery.store;

import dev.oceanus.fakebigquery.api.JobRef;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job as it is stored.
 *
 * @param created in milliseconds since 1970
 * @param state PENDING, RUNNING or DONE
 * @param fate what a fault rule wants of it, as JSON, or empty
 * @param payload where its upload is, or empty
 * @param resource the API's resource
 */
public record StoredJob(
    JobRef reference,
    long created,
    String state,
    String fate,
    String payload,
    ObjectNode resource) {
  public boolean isDone() {
    return state.equals("DONE");
  }

  /** The same in another state, with the resource saying so. */
  public StoredJob in(String other, ObjectNode changed) {
    return new StoredJob(reference, created, other, fate, payload, changed);
  }
}
