package dev.oceanus.bench.process;

/**
 * What {@code /proc/PID/stat} says of a process's CPU time, its ended children included.
 *
 * @param ticks user and system time in units of {@link #TICKS_A_SECOND}
 */
record ProcStat(long ticks) {
  /** What Linux shows to programs on every architecture that we run on (USER_HZ). */
  static final long TICKS_A_SECOND = 100;

  private static final int UTIME = 11;
  private static final int FIELDS = 4;

  /**
   * Reads the file's one line. The name of the program stands in parentheses, and may hold spaces
   * and parentheses itself.
   */
  static ProcStat parse(String line) {
    int end = line.lastIndexOf(')');
    if (end < 0) {
      throw new IllegalArgumentException("no name in parentheses in '" + line + "'");
    }
    String[] fields = line.substring(end + 1).strip().split(" ", -1);
    if (fields.length < UTIME + FIELDS) {
      throw new IllegalArgumentException(
          "%d fields behind the name, expected %d, in '%s'"
              .formatted(fields.length, UTIME + FIELDS, line));
    }
    long ticks = 0;
    for (int i = UTIME; i < UTIME + FIELDS; i++) { // utime, stime, cutime, cstime
      ticks += Long.parseLong(fields[i]);
    }
    return new ProcStat(ticks);
  }

  long micros() {
    return ticks * (1_000_000 / TICKS_A_SECOND);
  }
}
