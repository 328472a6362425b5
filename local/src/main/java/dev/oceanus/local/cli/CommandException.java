package dev.oceanus.local.cli;

/** A command ends with this exit code and one line that says why and what to do. */
public final class CommandException extends RuntimeException {
  /** Some of the work could not be done; the same may be tried again. */
  public static final int INCOMPLETE = 2;

  /** Wrong arguments (EX_USAGE of sysexits.h). */
  public static final int USAGE = 64;

  /** What it needs is not there (EX_UNAVAILABLE). */
  public static final int UNAVAILABLE = 69;

  /** Somebody else has it now (EX_TEMPFAIL). */
  public static final int TAKEN = 75;

  /** The settings have faults (EX_CONFIG). */
  public static final int SETTINGS = 78;

  private static final long serialVersionUID = 1L;

  private final int code;

  public CommandException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** What was typed is wrong. */
  public static CommandException usage(String message) {
    return new CommandException(USAGE, message + "; see './oceanus help'");
  }

  /** Exit code of the process. */
  public int code() {
    return code;
  }
}
