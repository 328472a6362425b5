package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Tables for results of queries that name none: in a hidden dataset of each location. */
final class AnonymousTables {
  private AnonymousTables() {}

  /** A name for a new one, in a dataset that is there. */
  static TableRef make(Transaction transaction, JobRef job) throws SQLException {
    String place = job.location().toLowerCase(Locale.ROOT).replace('-', '_');
    DatasetRef dataset = new DatasetRef(job.project(), "_anonymous_" + place);
    if (transaction.datasets().find(dataset).isEmpty()) {
      ObjectNode resource = Json.object().put("location", job.location());
      resource.set("datasetReference", dataset.json());
      transaction.datasets().insert(dataset, resource);
    }
    return dataset.table("anon" + UUID.randomUUID().toString().replace("-", ""));
  }
}
