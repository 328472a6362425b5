package dev.oceanus.k8scheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All objects of one rendering, and what rules ask of them. */
record World(List<Node> objects) {
  /**
   * Pods that an object makes.
   *
   * @param owner the object
   * @param template their metadata and spec
   */
  record Workload(Node owner, Node template) {
    String kind() {
      return owner.at("kind").text();
    }

    String name() {
      return owner.at("metadata", "name").text();
    }

    Node spec() {
      return template.at("spec");
    }

    Node labels() {
      return template.at("metadata", "labels");
    }

    List<Node> containers() {
      List<Node> all = new ArrayList<>(spec().at("containers").items());
      all.addAll(spec().at("initContainers").items());
      return all;
    }

    /** Whether it is to run for ever. */
    boolean lasts() {
      return !kind().equals("CronJob") && !kind().equals("Job");
    }

    @Override
    public String toString() {
      return kind() + " " + name();
    }
  }

  /** Objects of this kind. */
  List<Node> of(String kind) {
    return objects.stream().filter(each -> each.at("kind").text().equals(kind)).toList();
  }

  /** The object of this kind and name. */
  Optional<Node> find(String kind, String name) {
    return of(kind).stream()
        .filter(each -> each.at("metadata", "name").text().equals(name))
        .findFirst();
  }

  /** The object of this kind whose name begins so; generated ones have a hash behind it. */
  Node get(String kind, String begin) {
    return of(kind).stream()
        .filter(each -> each.at("metadata", "name").text().startsWith(begin))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + begin));
  }

  /** Everything that makes pods. */
  List<Workload> workloads() {
    return Stream.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")
        .flatMap(kind -> of(kind).stream())
        .map(World::workload)
        .toList();
  }

  /** The workload of this name. */
  Workload workload(String name) {
    return workloads().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no workload " + name));
  }

  private static Workload workload(Node owner) {
    Node spec = owner.at("spec");
    return new Workload(
        owner,
        owner.at("kind").text().equals("CronJob")
            ? spec.at("jobTemplate", "spec", "template")
            : spec.at("template"));
  }

  /** Whether a label selector takes pods with these labels. */
  static boolean selects(Node selector, Node labels) {
    if (!labels.holds(selector.at("matchLabels"))) {
      return false;
    }
    return selector.at("matchExpressions").items().stream()
        .allMatch(
            each ->
                each.at("operator").text().equals("In")
                    && each.at("values").texts().contains(labels.at(each.at("key").text()).text()));
  }

  static String name(Node object) {
    return object.at("kind").text() + " " + object.at("metadata", "name").text();
  }
}
