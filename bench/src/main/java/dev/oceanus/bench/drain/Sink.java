package dev.oceanus.bench.drain;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.oceanus.loader.LoaderMain;

/** Where a loader commits to. */
public enum Sink {
  DUCKDB("duckdb", LoaderMain.class),
  /** A stand-in for BigQuery that checks rows and keeps none, by load jobs. */
  LOAD("load", LoaderMain.class),
  /** The same, by the Storage Write API. */
  STREAM("stream", LoaderMain.class),
  NOOP("noop", NoopLoaderMain.class);

  private final String key;
  private final Class<?> main;

  Sink(String key, Class<?> main) {
    this.key = key;
    this.main = main;
  }

  /** As in tables and JSON. */
  @JsonValue
  public String key() {
    return key;
  }

  /** The process that commits there. */
  Class<?> main() {
    return main;
  }
}
