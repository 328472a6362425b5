package dev.oceanus.fakebigquery.store;

import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.api.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The jobs. Part of a transaction. */
public final class Jobs {
  private static final String COLUMNS =
      "project, location, job, created, state, fate, payload, resource";

  private final Transaction transaction;

  Jobs(Transaction transaction) {
    this.transaction = transaction;
  }

  public Optional<StoredJob> find(JobRef job) throws SQLException {
    return transaction
        .select(
            "SELECT "
                + COLUMNS
                + " FROM _fake.jobs"
                + " WHERE project = ? AND lower(location) = lower(?) AND job = ?",
            Jobs::read,
            job.project(),
            job.location(),
            job.job())
        .stream()
        .findFirst();
  }

  /** Those of a project, the newest first. */
  public List<StoredJob> of(String project, long limit, long offset) throws SQLException {
    return transaction.select(
        "SELECT "
            + COLUMNS
            + " FROM _fake.jobs WHERE project = ?"
            + " ORDER BY created DESC, rowid DESC LIMIT ? OFFSET ?",
        Jobs::read,
        project,
        limit,
        offset);
  }

  /** Those that are not done, in the order of their insertion. */
  public List<StoredJob> live() throws SQLException {
    return transaction.select(
        "SELECT " + COLUMNS + " FROM _fake.jobs WHERE state <> 'DONE' ORDER BY rowid", Jobs::read);
  }

  private static StoredJob read(ResultSet row) throws SQLException {
    return new StoredJob(
        new JobRef(row.getString(1), row.getString(2), row.getString(3)),
        row.getLong(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        Json.parse(row.getString(8)));
  }

  public void insert(StoredJob job) throws SQLException {
    JobRef name = job.reference();
    transaction.update(
        "INSERT INTO _fake.jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        name.project(),
        name.location(),
        name.job(),
        job.created(),
        job.state(),
        job.fate(),
        job.payload(),
        job.resource().toString());
  }

  public void update(StoredJob job) throws SQLException {
    JobRef name = job.reference();
    transaction.update(
        "UPDATE _fake.jobs SET state = ?, resource = ?"
            + " WHERE project = ? AND location = ? AND job = ?",
        job.state(),
        job.resource().toString(),
        name.project(),
        name.location(),
        name.job());
  }

  public void delete(JobRef job) throws SQLException {
    transaction.update(
        "DELETE FROM _fake.jobs WHERE project = ? AND lower(location) = lower(?) AND job = ?",
        job.project(),
        job.location(),
        job.job());
  }
}
