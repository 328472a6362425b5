package dev.oceanus.common.log;

import org.jspecify.annotations.Nullable;

/**
 * What is logged of an exception that met somebody's input: its type and where it was thrown, and
 * the same of its causes. Messages are left out, since they repeat what they could not read.
 */
public final class Nameless extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 8;

  private Nameless(Throwable of, @Nullable Throwable cause) {
    super(of.getClass().getName(), cause);
    setStackTrace(of.getStackTrace());
  }

  /** The same exception without its messages. */
  public static Throwable of(Throwable e) {
    return of(e, 0);
  }

  private static Throwable of(Throwable e, int depth) {
    Throwable cause = e.getCause();
    return new Nameless(e, cause == null || depth >= MOST_CAUSES ? null : of(cause, depth + 1));
  }

  /** Type and place of an exception, by which repeats are known. */
  public static String kind(Throwable e) {
    StackTraceElement[] stack = e.getStackTrace();
    return e.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
  }
}
