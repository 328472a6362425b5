package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.store.StoredJob;

/** What a kind of job does when it runs. */
interface JobTask {
  /** Does it, and leaves the job DONE in the same transaction as its effect. */
  void run(StoredJob job);
}
