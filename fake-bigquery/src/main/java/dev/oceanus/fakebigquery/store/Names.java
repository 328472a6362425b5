package dev.oceanus.fakebigquery.store;

import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.TableRef;

/** Names as DuckDB knows them: a dataset is a schema of its name with the project's. */
public final class Names {
  private Names() {}

  public static String of(DatasetRef dataset) {
    return quoted(schema(dataset));
  }

  public static String of(TableRef table) {
    return of(table.inDataset()) + "." + quoted(table.table());
  }

  static String schema(DatasetRef dataset) {
    return dataset.project() + ":" + dataset.dataset();
  }

  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
