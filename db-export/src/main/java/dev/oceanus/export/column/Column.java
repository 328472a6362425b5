package dev.oceanus.export.column;

/**
 * A column of an export.
 *
 * @param name as the database calls it
 * @param kind what readers find in it
 * @param source the database's name of its type
 */
public record Column(String name, Kind kind, String source) {}
