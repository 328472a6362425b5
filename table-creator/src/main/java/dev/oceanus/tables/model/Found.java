package dev.oceanus.tables.model;

import java.util.Map;
import java.util.Optional;

/**
 * What is there.
 *
 * @param place the dataset; empty if there is none yet
 * @param items by name; what is not there has none
 */
public record Found(Optional<Place> place, Map<String, Item> items) {
  /** Nothing, not even a dataset. */
  public static final Found NOTHING = new Found(Optional.empty(), Map.of());

  public Found {
    items = Map.copyOf(items);
  }

  /**
   * A dataset.
   *
   * @param location where its data are kept; empty where there is no choice
   */
  public record Place(Optional<String> location) {}

  /** What has a name in a dataset. */
  public sealed interface Item {}

  /** A table. */
  public record OfTable(Table table) implements Item {}

  /**
   * A view.
   *
   * @param sql the wanted view's, letter by letter, if it does the same
   */
  public record OfView(String description, String sql) implements Item {}

  /**
   * Something else.
   *
   * @param what in words, such as {@code an external table}
   */
  public record OfOther(String what) implements Item {}
}
