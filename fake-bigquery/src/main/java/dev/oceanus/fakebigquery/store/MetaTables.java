package dev.oceanus.fakebigquery.store;

import java.util.List;

/** The tables of the store itself. They have no keys: who inserts has looked before, in turn. */
final class MetaTables {
  static final List<String> SETTINGS =
      List.of(
          "SET memory_limit = '2GB'",
          "SET threads = 2",
          "SET preserve_insertion_order = true",
          "SET wal_autocheckpoint = '256MB'",
          "SET TimeZone = 'UTC'",
          "SET enable_external_access = false");

  static final List<String> CREATE =
      List.of(
          "CREATE SCHEMA IF NOT EXISTS _fake",
          """
          CREATE TABLE IF NOT EXISTS _fake.datasets (
            project VARCHAR, dataset VARCHAR, resource VARCHAR)
          """,
          """
          CREATE TABLE IF NOT EXISTS _fake.tables (
            project VARCHAR, dataset VARCHAR, name VARCHAR, resource VARCHAR,
            schema_changed BIGINT)
          """,
          // Only ever inserted into, so that two loads of a table do not conflict.
          """
          CREATE TABLE IF NOT EXISTS _fake.growth (
            project VARCHAR, dataset VARCHAR, name VARCHAR, rows BIGINT, bytes BIGINT, grown BIGINT)
          """,
          """
          CREATE TABLE IF NOT EXISTS _fake.jobs (
            project VARCHAR, location VARCHAR, job VARCHAR, created BIGINT, state VARCHAR,
            fate VARCHAR, payload VARCHAR, resource VARCHAR)
          """,
          """
          CREATE TABLE IF NOT EXISTS _fake.counts (
            day VARCHAR, kind VARCHAR, name VARCHAR, number BIGINT)
          """);

  private MetaTables() {}
}
