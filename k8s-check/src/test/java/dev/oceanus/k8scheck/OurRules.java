package dev.oceanus.k8scheck;

import dev.oceanus.k8scheck.World.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What else must hold: names that are referred to exist, and the parts agree with each other. */
final class OurRules {
  /** Secrets that an operator makes by hand. */
  private static final Set<String> BY_HAND = Set.of("redis-auth", "db-export-auth");

  private static final Set<String> LONG_RUNNERS =
      Set.of("collector", "redis-to-bigquery", "pubsub-notifier", "redis");

  /** What a process takes beside its drain time to close, in dev.oceanus.common.service. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(45);

  private OurRules() {}

  /** Rules of every rendering. */
  static List<Rule> always() {
    return List.of(
        new Rule("config-reference", OurRules::configReferences),
        new Rule("secret-reference", OurRules::secretReferences),
        new Rule("volume-reference", OurRules::volumeReferences),
        new Rule("service-port-reference", OurRules::servicePorts),
        new Rule("policy-target-reference", OurRules::policyTargets),
        new Rule("one-edge", OurRules::edges),
        new Rule("disruption-budget", OurRules::budgets),
        new Rule("replicas-have-one-owner", OurRules::replicas),
        new Rule("token-not-mounted", OurRules::tokens),
        new Rule("service-links-off", OurRules::links),
        new Rule("drops-all-capabilities", OurRules::capabilities),
        new Rule("seccomp-default", OurRules::seccomp),
        new Rule("writable-tmp", OurRules::tmp),
        new Rule("bounded-empty-dir", OurRules::emptyDirs),
        new Rule("termination-log-default", OurRules::terminationLogs),
        new Rule("grace-covers-closing", OurRules::graces),
        new Rule("spool-fits-its-volume", OurRules::spools),
        new Rule("durable-redis", OurRules::redis),
        new Rule("streams-scaled-by-length", OurRules::triggers));
  }

  /** Rules of what is for production. */
  static List<Rule> production() {
    return List.of(
        new Rule(
            "no-secret-in-git", world -> world.of("Secret").stream().map(World::name).toList()),
        LintRules.exposedServices());
  }

  private static List<String> configReferences(World world) {
    List<String> faults = new ArrayList<>();
    for (Workload pod : world.workloads()) {
      for (Node container : pod.containers()) {
        for (Node variable : container.at("env").items()) {
          Node key = variable.at("valueFrom", "configMapKeyRef");
          if (key.present() && !hasKey(world, key)) {
            faults.add(pod + ": " + key.value());
          }
        }
      }
      volumes(pod, "configMap")
          .map(each -> each.at("name").text())
          .filter(name -> world.find("ConfigMap", name).isEmpty())
          .forEach(name -> faults.add(pod + ": " + name));
    }
    return faults;
  }

  private static boolean hasKey(World world, Node reference) {
    return world
        .find("ConfigMap", reference.at("name").text())
        .filter(map -> map.at("data", reference.at("key").text()).present())
        .isPresent();
  }

  /** Volumes of one kind, also those in a projected one. */
  private static Stream<Node> volumes(Workload pod, String kind) {
    return pod.spec().at("volumes").items().stream()
        .flatMap(
            each ->
                Stream.concat(Stream.of(each), each.at("projected", "sources").items().stream()))
        .map(each -> each.at(kind))
        .filter(Node::present);
  }

  private static List<String> secretReferences(World world) {
    List<String> faults = new ArrayList<>();
    for (Workload pod : world.workloads()) {
      volumes(pod, "secret")
          .map(each -> each.at("secretName").text())
          .filter(name -> world.find("Secret", name).isEmpty() && !BY_HAND.contains(name))
          .forEach(name -> faults.add(pod + ": " + name));
    }
    for (Node authentication : world.of("TriggerAuthentication")) {
      for (Node each : authentication.at("spec", "secretTargetRef").items()) {
        if (!BY_HAND.contains(each.at("name").text())) {
          faults.add(World.name(authentication) + ": " + each.at("name").text());
        }
      }
    }
    return faults;
  }

  private static List<String> volumeReferences(World world) {
    List<String> faults = new ArrayList<>();
    for (Workload pod : world.workloads()) {
      Set<String> volumes = new HashSet<>();
      pod.spec().at("volumes").items().forEach(each -> volumes.add(each.at("name").text()));
      pod.owner()
          .at("spec", "volumeClaimTemplates")
          .items()
          .forEach(each -> volumes.add(each.at("metadata", "name").text()));
      Set<String> mounted = new HashSet<>();
      for (Node container : pod.containers()) {
        container.at("volumeMounts").items().forEach(each -> mounted.add(each.at("name").text()));
        for (Node variable : container.at("env").items()) {
          String name = variable.at("name").text();
          String path = variable.at("value").text();
          if (name.matches("OCEANUS_.*_(FILE|DIR)") && !isBelowMount(container, path)) {
            faults.add(pod + ": " + name + "=" + path + " is in no volume");
          }
        }
      }
      if (!mounted.equals(volumes)) {
        faults.add(pod + ": volumes " + volumes + ", mounted " + mounted);
      }
    }
    return faults;
  }

  private static boolean isBelowMount(Node container, String path) {
    return container.at("volumeMounts").items().stream()
        .anyMatch(each -> path.startsWith(each.at("mountPath").text() + "/"));
  }

  private static List<String> servicePorts(World world) {
    List<String> faults = new ArrayList<>();
    for (Node service : world.of("Service")) {
      for (Workload pod : world.workloads()) {
        if (!pod.labels().holds(service.at("spec", "selector"))) {
          continue;
        }
        for (Node port : service.at("spec", "ports").items()) {
          String target = port.at("targetPort").text();
          if (portNumber(pod, target).isEmpty()) {
            faults.add(World.name(service) + ": " + target);
          }
        }
      }
    }
    for (Node monitoring : world.of("PodMonitoring")) {
      for (Workload pod : world.workloads()) {
        if (World.selects(monitoring.at("spec", "selector"), pod.labels())) {
          for (Node endpoint : monitoring.at("spec", "endpoints").items()) {
            String target = endpoint.at("port").text();
            if (portNumber(pod, target).isEmpty()) {
              faults.add(World.name(monitoring) + ": " + pod + " has no port " + target);
            }
          }
        }
      }
    }
    return faults;
  }

  /** The container's port of this name or number. */
  static Optional<Integer> portNumber(Workload pod, String port) {
    return pod.containers().stream()
        .flatMap(each -> each.at("ports").items().stream())
        .filter(
            each ->
                port.equals(each.at("name").text()) || port.equals(each.at("containerPort").text()))
        .map(each -> each.at("containerPort").number(0))
        .findFirst();
  }

  private static List<String> policyTargets(World world) {
    List<String> faults = new ArrayList<>();
    for (Node object : world.objects()) {
      Node target = object.at("spec", "targetRef");
      if (target.present()
          && world.find(target.at("kind").text(), target.at("name").text()).isEmpty()) {
        faults.add(World.name(object) + ": " + target.value());
      }
      Node config = object.at("metadata", "annotations", "cloud.google.com/backend-config");
      if (config.present()
          && world.of("BackendConfig").stream()
              .noneMatch(
                  each -> config.text().contains('"' + each.at("metadata", "name").text() + '"'))) {
        faults.add(World.name(object) + ": " + config.text());
      }
    }
    for (Node route : world.of("HTTPRoute")) {
      for (Node parent : route.at("spec", "parentRefs").items()) {
        boolean listens =
            world.find("Gateway", parent.at("name").text()).stream()
                .flatMap(each -> each.at("spec", "listeners").items().stream())
                .anyMatch(each -> each.at("name").equals(parent.at("sectionName")));
        if (!listens) {
          faults.add(World.name(route) + ": " + parent.value());
        }
      }
      route.at("spec", "rules").items().stream()
          .flatMap(each -> each.at("backendRefs").items().stream())
          .filter(
              each ->
                  world.find("Service", each.at("name").text()).stream()
                      .flatMap(service -> service.at("spec", "ports").items().stream())
                      .noneMatch(port -> port.at("port").equals(each.at("port"))))
          .forEach(each -> faults.add(World.name(route) + ": " + each.value()));
    }
    return faults;
  }

  private static List<String> edges(World world) {
    boolean gateway = !world.of("Gateway").isEmpty();
    boolean ingress =
        !world.of("Ingress").isEmpty()
            || !world.of("BackendConfig").isEmpty()
            || !world.of("FrontendConfig").isEmpty();
    return gateway && ingress ? List.of("a Gateway and what is for an Ingress") : List.of();
  }

  private static List<String> budgets(World world) {
    return world.workloads().stream()
        .filter(each -> LONG_RUNNERS.contains(each.name()))
        .filter(
            pod ->
                world.of("PodDisruptionBudget").stream()
                        .filter(each -> World.selects(each.at("spec", "selector"), pod.labels()))
                        .count()
                    != 1)
        .map(Workload::toString)
        .toList();
  }

  private static List<String> replicas(World world) {
    return world.of("Deployment").stream()
        .filter(each -> each.at("spec", "replicas").present() == isScaled(world, each))
        .map(World::name)
        .toList();
  }

  private static boolean isScaled(World world, Node deployment) {
    return Stream.of("HorizontalPodAutoscaler", "ScaledObject")
        .flatMap(kind -> world.of(kind).stream())
        .anyMatch(
            each ->
                each.at("spec", "scaleTargetRef", "name")
                    .equals(deployment.at("metadata", "name")));
  }

  private static List<String> tokens(World world) {
    List<String> faults = new ArrayList<>();
    world.of("ServiceAccount").stream()
        .filter(each -> !isFalse(each.at("automountServiceAccountToken")))
        .forEach(each -> faults.add(World.name(each)));
    world.workloads().stream()
        .filter(each -> !isFalse(each.spec().at("automountServiceAccountToken")))
        .forEach(each -> faults.add(each.toString()));
    return faults;
  }

  private static boolean isFalse(Node node) {
    return Boolean.FALSE.equals(node.value());
  }

  private static List<String> links(World world) {
    return world.workloads().stream()
        .filter(each -> !isFalse(each.spec().at("enableServiceLinks")))
        .map(Workload::toString)
        .toList();
  }

  private static List<String> capabilities(World world) {
    return world.workloads().stream()
        .filter(
            pod ->
                pod.containers().stream()
                    .anyMatch(
                        each ->
                            !each.at("securityContext", "capabilities", "drop")
                                .texts()
                                .equals(List.of("ALL"))))
        .map(Workload::toString)
        .toList();
  }

  private static List<String> seccomp(World world) {
    return world.workloads().stream()
        .filter(
            each ->
                !each.spec()
                    .at("securityContext", "seccompProfile", "type")
                    .text()
                    .equals("RuntimeDefault"))
        .map(Workload::toString)
        .toList();
  }

  private static List<String> tmp(World world) {
    return world.workloads().stream()
        .filter(pod -> !pod.containers().stream().allMatch(each -> isBelowMount(each, "/tmp/file")))
        .map(Workload::toString)
        .toList();
  }

  private static List<String> emptyDirs(World world) {
    return world.workloads().stream()
        .filter(pod -> volumes(pod, "emptyDir").anyMatch(each -> !each.at("sizeLimit").present()))
        .map(Workload::toString)
        .toList();
  }

  private static List<String> terminationLogs(World world) {
    return world.workloads().stream()
        .filter(
            pod ->
                pod.containers().stream()
                    .anyMatch(
                        each ->
                            each.at("terminationMessagePath").present()
                                || variable(each, "OCEANUS_TERMINATION_LOG").present()))
        .map(Workload::toString)
        .toList();
  }

  private static Node variable(Node container, String name) {
    return container.at("env").items().stream()
        .filter(each -> each.at("name").text().equals(name))
        .findFirst()
        .map(each -> each.at("value"))
        .orElse(new Node(null));
  }

  private static List<String> graces(World world) {
    List<String> faults = new ArrayList<>();
    for (Workload pod : world.workloads()) {
      for (Node container : pod.containers()) {
        Node drain = variable(container, "OCEANUS_DRAIN_TIME");
        if (!drain.present()) {
          continue;
        }
        Duration needed =
            CLOSE_LIMIT
                .plus(time(drain.text()))
                .plus(time(variable(container, "OCEANUS_SPOOL_DRAIN_TIME").text()));
        int grace = pod.spec().at("terminationGracePeriodSeconds").number(30);
        if (needed.toSeconds() > grace) {
          faults.add(pod + " has " + grace + " s and may take " + needed.toSeconds());
        }
      }
    }
    return faults;
  }

  private static Duration time(String text) {
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  private static List<String> spools(World world) {
    List<String> faults = new ArrayList<>();
    for (Workload pod : world.workloads()) {
      for (Node container : pod.containers()) {
        Node size = variable(container, "OCEANUS_SPOOL_SIZE");
        if (!size.present()) {
          continue;
        }
        long volume =
            pod.spec().at("volumes").items().stream()
                .filter(each -> each.at("name").text().equals("spool"))
                .map(each -> each.at("emptyDir", "sizeLimit").text())
                .mapToLong(OurRules::bytes)
                .sum();
        long spool = bytes(size.text().replace("B", ""));
        if (volume < spool + (64L << 20)) {
          faults.add(pod + ": " + spool + " bytes of spool on a volume of " + volume);
        }
      }
    }
    return faults;
  }

  /** Bytes of a quantity with a binary suffix; 0 if there is none. */
  static long bytes(String quantity) {
    if (quantity.isEmpty()) {
      return 0;
    }
    String digits = quantity.replaceAll("\\D", "");
    int power = "KMGT".indexOf(quantity.charAt(digits.length())) + 1;
    return Long.parseLong(digits) << (10 * power);
  }

  private static List<String> redis(World world) {
    List<String> faults = new ArrayList<>();
    String file = world.get("ConfigMap", "redis-config").at("data", "redis.conf").text();
    Map<String, String> required =
        Map.of(
            "appendonly", "yes",
            "appendfsync", "always",
            "no-appendfsync-on-rewrite", "no",
            "maxmemory-policy", "noeviction");
    required.forEach(
        (name, value) -> {
          if (file.lines().noneMatch(line -> line.equals(name + " " + value))) {
            faults.add(name + " is not " + value);
          }
        });
    Workload pod = world.workload("redis");
    long limit = bytes(pod.containers().getFirst().at("resources", "limits", "memory").text());
    long most =
        file.lines()
            .filter(line -> line.startsWith("maxmemory "))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 20)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    if (most > limit / 4 * 3) {
      faults.add("maxmemory " + most + " is more than three quarters of " + limit);
    }
    if (pod.owner().at("spec", "replicas").number(0) != 1) {
      faults.add("one replica");
    }
    return faults;
  }

  private static List<String> triggers(World world) {
    List<String> faults = new ArrayList<>();
    for (Node scaled : world.of("ScaledObject")) {
      Set<String> streams = new HashSet<>();
      for (Node trigger : scaled.at("spec", "triggers").items()) {
        Node metadata = trigger.at("metadata");
        streams.add(metadata.at("stream").text());
        if (!metadata.at("streamLength").present() || metadata.at("consumerGroup").present()) {
          faults.add("not by XLEN: " + metadata.value());
        }
        String name = trigger.at("authenticationRef", "name").text();
        if (world.find("TriggerAuthentication", name).isEmpty()) {
          faults.add("no TriggerAuthentication " + name);
        }
      }
      Set<String> wanted = Programs.streams(world);
      if (!streams.equals(wanted)) {
        faults.add("triggers for " + streams + ", streams are " + wanted);
      }
      if (scaled.at("spec", "maxReplicaCount").number(0) > wanted.size()) {
        faults.add("more loaders than streams");
      }
    }
    return faults;
  }
}
