package dev.oceanus.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments that were typed.
 *
 * @param verb what to do
 * @param json whether the answer is for a program
 * @param pubSub whether it is about topics and subscriptions, and not about tables
 * @param site only the tables of this site
 * @param table only this table and its views
 */
record Command(
    Verb verb, boolean json, boolean pubSub, Optional<String> site, Optional<String> table) {
  /** What can be done. */
  enum Verb {
    PLAN,
    APPLY,
    WATCH
  }

  /** What was typed is not understood. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String found) {
      super(
          found
              + "; usage: plan|apply [--json] [--site NAME] [--table NAME], or plan|apply --pubsub"
              + " [--json], or watch");
    }
  }

  /**
   * Reads the arguments.
   *
   * @throws UsageException naming what is wrong
   */
  static Command read(List<String> typed) {
    List<String> rest = new ArrayList<>(typed);
    if (rest.isEmpty()) {
      throw new UsageException("found no command");
    }
    Verb verb =
        switch (rest.removeFirst()) {
          case "plan" -> Verb.PLAN;
          case "apply" -> Verb.APPLY;
          case "watch" -> Verb.WATCH;
          default -> throw new UsageException("no command '" + typed.getFirst() + "'");
        };
    boolean json = rest.remove("--json");
    boolean pubSub = rest.remove("--pubsub");
    Optional<String> site = option(rest, "--site");
    Optional<String> table = option(rest, "--table");
    if (!rest.isEmpty()) {
      throw new UsageException("cannot use '" + rest.getFirst() + "'");
    }
    if (pubSub && (site.isPresent() || table.isPresent())) {
      throw new UsageException("--pubsub is for all sites");
    }
    if (verb == Verb.WATCH && typed.size() > 1) {
      throw new UsageException("watch takes nothing, found '" + typed.get(1) + "'");
    }
    return new Command(verb, json, pubSub, site, table);
  }

  private static Optional<String> option(List<String> rest, String name) {
    int at = rest.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == rest.size()) {
      throw new UsageException(name + " needs a value");
    }
    rest.remove(at);
    return Optional.of(rest.remove(at));
  }
}
