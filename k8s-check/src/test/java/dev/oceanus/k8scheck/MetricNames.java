package dev.oceanus.k8scheck;

import dev.oceanus.common.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of metrics as Prometheus sees them: those of the JVM from a registry, ours from what the
 * programs' sources make of their literals, so that there is no list that grows old.
 */
final class MetricNames {
  /** Metrics of Kubernetes itself: kubelets', and kube-state-metrics'. */
  static final Set<String> OF_KUBERNETES =
      Set.of(
          "kubelet_volume_stats_used_bytes",
          "kubelet_volume_stats_capacity_bytes",
          "kube_cronjob_status_last_successful_time");

  private static final List<String> SOURCES =
      List.of("common", "pubsub", "collector", "redis-to-bigquery", "pubsub-notifier");

  private static final List<String> ENDINGS =
      List.of(
          "",
          "_total",
          "_seconds",
          "_seconds_count",
          "_seconds_sum",
          "_seconds_bucket",
          "_seconds_max",
          "_count",
          "_sum",
          "_max");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z_]+)\"");
  private static final Pattern NAME =
      Pattern.compile("\\b(oceanus|jvm|process|kube|kubelet|system)_[a-z_]+\\b");

  private MetricNames() {}

  /** Everything that the programs may show. */
  static Set<String> exported() throws IOException {
    Set<String> names = new HashSet<>();
    for (String module : SOURCES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          names.addAll(made(Files.readString(file)));
        }
      }
    }
    Set<String> all = new HashSet<>();
    names.forEach(name -> ENDINGS.forEach(ending -> all.add(name + ending)));
    String jvm = Metrics.registry("check").scrape();
    Matcher matcher = Pattern.compile("(?m)^([a-z_]+)[{ ]").matcher(jvm);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }

  /** What a source makes of its literals that begin with "oceanus_" and the others. */
  static Set<String> made(String source) {
    List<String> begins = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Matcher matcher = LITERAL.matcher(source);
    while (matcher.find()) {
      String literal = matcher.group(1);
      (literal.startsWith("oceanus_") ? begins : others).add(literal);
    }
    Set<String> names = new HashSet<>();
    for (String begin : begins) {
      if (!begin.endsWith("_")) {
        names.add(begin);
        continue;
      }
      for (String other : others) {
        names.add(begin + other);
        others.stream()
            .filter(end -> end.startsWith("_"))
            .forEach(end -> names.add(begin + other + end));
      }
    }
    return names;
  }

  /** The metrics that an expression asks for. */
  static Set<String> asked(String expression) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(expression.replaceAll("\"[^\"]*\"", ""));
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /** Every metric of an alert is shown by a program, or by Kubernetes. */
  static Rule alerts() {
    return new Rule("alert-metric-exported", MetricNames::faults);
  }

  private static List<String> faults(World world) {
    Set<String> known;
    try {
      known = exported();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> faults = new ArrayList<>();
    for (Node alert : alertsOf(world)) {
      Set<String> asked = asked(alert.at("expr").text());
      if (asked.isEmpty()) {
        faults.add(alert.at("alert").text() + " asks for nothing");
      }
      asked.removeAll(known);
      asked.removeAll(OF_KUBERNETES);
      asked.forEach(name -> faults.add(alert.at("alert").text() + ": " + name));
    }
    return faults;
  }

  /** All alerts. */
  static List<Node> alertsOf(World world) {
    return world.of("Rules").stream()
        .flatMap(each -> each.at("spec", "groups").items().stream())
        .flatMap(each -> each.at("rules").items().stream())
        .toList();
  }

  /** The alert's runbook is a heading of the page that operators read. */
  static Rule runbooks() {
    return new Rule(
        "alert-has-runbook",
        world -> {
          try {
            Set<String> headings = new HashSet<>();
            Files.readString(Rendering.ROOT.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("#"))
                .forEach(
                    line ->
                        headings.add(
                            "k8s/README.md#"
                                + line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT)));
            return alertsOf(world).stream()
                .filter(each -> !headings.contains(each.at("annotations", "runbook").text()))
                .map(each -> each.at("alert").text())
                .toList();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
