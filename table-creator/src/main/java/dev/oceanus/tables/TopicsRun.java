package dev.oceanus.tables;

import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.pubsub.PubSubTopics;
import dev.oceanus.pubsub.PubSubTopics.Plan;
import dev.oceanus.tables.Command.Verb;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plan --pubsub} and {@code apply --pubsub}: topics and subscriptions, and an exit code. */
final class TopicsRun {
  private final Command command;
  private final PubSubTopics topics;
  private final PrintStream out;

  TopicsRun(Command command, PubSubTopics topics, PrintStream out) {
    this.command = command;
    this.topics = topics;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @return the exit code, as of {@link OneRun}
   * @throws BusUnavailableException if Pub/Sub cannot be asked
   */
  int run() {
    boolean apply = command.verb() == Verb.APPLY;
    Plan plan = apply ? topics.apply() : topics.plan();
    if (command.json()) {
      out.println(json(plan, apply));
    } else {
      plan.steps().forEach(out::println);
      plan.conflicts().forEach(conflict -> out.println("conflict: " + conflict));
      out.printf("%d %s%n", plan.steps().size(), apply ? "done" : "to do");
    }
    if (!plan.conflicts().isEmpty()) {
      return OneRun.TROUBLE;
    }
    return apply || plan.steps().isEmpty() ? OneRun.DONE : OneRun.CHANGES;
  }

  private static String json(Plan plan, boolean applied) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("applied", applied);
    add(root.putArray("steps"), plan.steps());
    add(root.putArray("conflicts"), plan.conflicts());
    return root.toString();
  }

  private static void add(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
