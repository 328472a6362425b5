package dev.oceanus.tables.model;

import java.util.List;
import java.util.Optional;

/**
 * What there should be.
 *
 * @param dataset as in messages
 * @param location where a dataset is made that is not there, and must be if it is; empty where
 *     nobody has chosen, or there is no choice
 * @param views each of one of the tables
 */
public record Wanted(
    String dataset, Optional<String> location, List<Table> tables, List<View> views) {
  public Wanted {
    tables = List.copyOf(tables);
    views = List.copyOf(views);
  }
}
