package dev.oceanus.tables.model;

/**
 * A view for analysts.
 *
 * @param table that it reads
 * @param sql its query, in the warehouse's dialect
 */
public record View(String name, String table, String description, String sql) {}
