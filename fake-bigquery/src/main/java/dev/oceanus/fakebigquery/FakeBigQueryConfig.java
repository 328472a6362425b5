package dev.oceanus.fakebigquery;

import dev.oceanus.fakebigquery.store.Store;
import java.nio.file.Path;

/**
 * How the stand-in is started.
 *
 * @param folder of its state, which outlives it
 * @param host address that both listen on; 127.0.0.1 for this machine alone
 * @param port of the REST API; 0 is any free one
 * @param writePort of the Storage Write API; 0 is any free one
 * @param project that is listed even while it is empty
 * @param dataset that is made if it is not there; none if empty
 * @param location of that dataset
 * @param rows whether rows are kept
 */
public record FakeBigQueryConfig(
    Path folder,
    String host,
    int port,
    int writePort,
    String project,
    String dataset,
    String location,
    Store.Rows rows) {
  /** This machine alone. */
  public static final String LOOPBACK = "127.0.0.1";

  /** On free ports, with project {@code test} and dataset {@code web} in US. */
  public static FakeBigQueryConfig in(Path folder) {
    return new FakeBigQueryConfig(folder, LOOPBACK, 0, 0, "test", "web", "US", Store.Rows.KEPT);
  }

  /** The same on these ports, for a server that comes back where it was. */
  public FakeBigQueryConfig on(int rest, int write) {
    return new FakeBigQueryConfig(folder, host, rest, write, project, dataset, location, rows);
  }

  /** The same with another dataset. */
  public FakeBigQueryConfig with(String name, String place) {
    return new FakeBigQueryConfig(folder, host, port, writePort, project, name, place, rows);
  }

  /** The same, but rows are only counted. */
  public FakeBigQueryConfig discarding() {
    return new FakeBigQueryConfig(
        folder, host, port, writePort, project, dataset, location, Store.Rows.DISCARDED);
  }
}
