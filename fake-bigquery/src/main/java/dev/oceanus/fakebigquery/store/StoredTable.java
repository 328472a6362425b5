package dev.oceanus.fakebigquery.store;

import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.schema.Columns;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table or view as it is stored.
 *
 * @param resource the API's resource, without what is computed at each answer
 * @param schemaChanged when its columns were last changed
 */
public record StoredTable(TableRef reference, ObjectNode resource, Instant schemaChanged) {
  public boolean isView() {
    return resource.has("view") || resource.has("materializedView");
  }

  /** Whether its expiration time is over. */
  public boolean isExpired(long now) {
    long end = resource.path("expirationTime").asLong(0);
    return end > 0 && end <= now;
  }

  public Columns columns() {
    return Columns.from(resource.path("schema"));
  }

  /** DuckDB's name of it, quoted. */
  public String sqlName() {
    return Names.of(reference);
  }
}
