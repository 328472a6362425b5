package dev.oceanus.k8scheck;

import dev.oceanus.k8scheck.World.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** kube-linter's checks: the 31 that are on by default, and further ones that we pass. */
final class LintRules {
  private static final Pattern PORT_NAME = Pattern.compile("(?=.{1,15}$)[a-z0-9]+(-[a-z0-9]+)*");
  private static final Set<String> SENSITIVE =
      Set.of("/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/var", "/run");
  private static final Set<String> SAFE_SYSCTLS =
      Set.of("kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies");
  private static final int SSH = 22;
  private static final int PRIVILEGED_BELOW = 1024;
  private static final int HIGHEST_PORT = 65_535;

  private LintRules() {}

  /** The checks that are on by default. */
  static List<Rule> byDefault() {
    return List.of(
        new Rule("dangling-service", world -> dangling(world, "Service")),
        pod("deprecated-service-account-field", spec -> spec.at("serviceAccount").present()),
        pod("docker-sock", spec -> hostPaths(spec).anyMatch(path -> path.endsWith("/docker.sock"))),
        container("drop-net-raw-capability", each -> !dropsNetRaw(each)),
        container("duplicate-env-var", LintRules::hasTwins),
        container("env-var-secret", LintRules::hasSecretText),
        pod("host-ipc", spec -> spec.at("hostIPC").isTrue()),
        pod("host-network", spec -> spec.at("hostNetwork").isTrue()),
        pod("host-pid", spec -> spec.at("hostPID").isTrue()),
        new Rule("invalid-target-ports", LintRules::invalidPorts),
        new Rule("job-ttl-seconds-after-finished", LintRules::jobTtl),
        container("latest-tag", each -> !isPinned(each.at("image").text())),
        probe("liveness-port", "livenessProbe"),
        new Rule("mismatching-selector", LintRules::mismatchingSelectors),
        new Rule("no-anti-affinity", LintRules::lonely),
        object(
            "no-extensions-v1beta",
            each -> each.at("apiVersion").text().equals("extensions/v1beta1")),
        container("no-read-only-root-fs", each -> !security(each, "readOnlyRootFilesystem")),
        new Rule("non-existent-service-account", LintRules::missingAccounts),
        budget(
            "pdb-max-unavailable",
            spec -> Set.of("0", "0%").contains(spec.at("maxUnavailable").text())),
        budget("pdb-min-available", spec -> spec.at("minAvailable").present()),
        budget(
            "pdb-unhealthy-pod-eviction-policy",
            spec -> !spec.at("unhealthyPodEvictionPolicy").present()),
        container(
            "privilege-escalation-container", each -> !denied(each, "allowPrivilegeEscalation")),
        container("privileged-container", each -> security(each, "privileged")),
        probe("readiness-port", "readinessProbe"),
        containerOf("run-as-non-root", (pod, each) -> !isNoRoot(pod, each)),
        pod("sensitive-host-mounts", spec -> hostPaths(spec).anyMatch(SENSITIVE::contains)),
        container("ssh-port", each -> ports(each).anyMatch(port -> port == SSH)),
        probe("startup-port", "startupProbe"),
        pod("unsafe-sysctls", LintRules::hasUnsafeSysctls),
        container(
            "unset-cpu-requirements", each -> !each.at("resources", "requests", "cpu").present()),
        container(
            "unset-memory-requirements",
            each -> !each.at("resources", "limits", "memory").present()));
  }

  /** Checks that are off by default. */
  static List<Rule> further() {
    return List.of(
        lasting("no-liveness-probe", each -> !each.at("livenessProbe").present()),
        lasting("no-readiness-probe", each -> !each.at("readinessProbe").present()),
        pod(
            "default-service-account",
            spec -> Set.of("", "default").contains(spec.at("serviceAccountName").text())),
        new Rule("non-isolated-pod", LintRules::openPods),
        new Rule("dangling-networkpolicy", LintRules::danglingPolicies),
        new Rule("dangling-horizontalpodautoscaler", LintRules::danglingScalers),
        new Rule("dangling-ingress", LintRules::danglingIngresses),
        container("read-secret-from-env-var", LintRules::readsSecret),
        container(
            "privileged-ports", each -> ports(each).anyMatch(port -> port < PRIVILEGED_BELOW)),
        object(
            "use-namespace",
            each ->
                !each.at("kind").text().equals("Namespace")
                    && !each.at("metadata", "namespace").text().equals("oceanus")),
        object(
            "wildcard-in-rules",
            each ->
                each.at("rules").items().stream()
                    .anyMatch(rule -> rule.at("verbs").texts().contains("*"))),
        object(
            "no-rolling-update-strategy",
            each ->
                each.at("kind").text().equals("Deployment")
                    && !each.at("spec", "strategy", "type").text().equals("RollingUpdate")));
  }

  /** Nothing is open to others but by the edge. */
  static Rule exposedServices() {
    return object(
        "exposed-services",
        each -> Set.of("NodePort", "LoadBalancer").contains(each.at("spec", "type").text()));
  }

  private static Rule object(String name, Predicate<Node> bad) {
    return new Rule(name, world -> world.objects().stream().filter(bad).map(World::name).toList());
  }

  private static Rule budget(String name, Predicate<Node> bad) {
    return object(
        name,
        each -> each.at("kind").text().equals("PodDisruptionBudget") && bad.test(each.at("spec")));
  }

  private static Rule pod(String name, Predicate<Node> bad) {
    return new Rule(
        name,
        world ->
            world.workloads().stream()
                .filter(each -> bad.test(each.spec()))
                .map(Workload::toString)
                .toList());
  }

  private static Rule container(String name, Predicate<Node> bad) {
    return containerOf(name, (pod, each) -> bad.test(each));
  }

  private static Rule lasting(String name, Predicate<Node> bad) {
    return containerOf(name, (pod, each) -> pod.lasts() && bad.test(each));
  }

  private static Rule probe(String name, String probe) {
    return container(name, each -> !knowsPort(each, each.at(probe)));
  }

  private static Rule containerOf(String name, BiPredicate<Workload, Node> bad) {
    return new Rule(
        name,
        world -> {
          List<String> faults = new ArrayList<>();
          for (Workload pod : world.workloads()) {
            for (Node container : pod.containers()) {
              if (bad.test(pod, container)) {
                faults.add(pod + ", container " + container.at("name").text());
              }
            }
          }
          return faults;
        });
  }

  private static List<String> dangling(World world, String kind) {
    return world.of(kind).stream()
        .filter(
            service ->
                world.workloads().stream()
                    .noneMatch(pod -> pod.labels().holds(service.at("spec", "selector"))))
        .map(World::name)
        .toList();
  }

  private static Stream<String> hostPaths(Node spec) {
    return spec.at("volumes").items().stream()
        .map(each -> each.at("hostPath", "path").text())
        .filter(path -> !path.isEmpty());
  }

  private static boolean dropsNetRaw(Node container) {
    List<String> dropped = container.at("securityContext", "capabilities", "drop").texts();
    return dropped.contains("ALL") || dropped.contains("NET_RAW");
  }

  private static boolean hasTwins(Node container) {
    Set<String> seen = new HashSet<>();
    return container.at("env").items().stream().anyMatch(each -> !seen.add(each.at("name").text()));
  }

  private static boolean hasSecretText(Node container) {
    return container.at("env").items().stream()
        .anyMatch(
            each ->
                each.at("name").text().matches("(?i).*secret.*")
                    && !each.at("value").text().isEmpty());
  }

  private static boolean readsSecret(Node container) {
    return container.at("env").items().stream()
            .anyMatch(each -> each.at("valueFrom", "secretKeyRef").present())
        || container.at("envFrom").items().stream()
            .anyMatch(each -> each.at("secretRef").present());
  }

  private static List<String> invalidPorts(World world) {
    List<String> faults = new ArrayList<>();
    for (Node service : world.of("Service")) {
      service.at("spec", "ports").items().stream()
          .map(each -> each.at("targetPort").text())
          .filter(port -> !isPort(port))
          .forEach(port -> faults.add(World.name(service) + ": " + port));
    }
    for (Workload pod : world.workloads()) {
      for (Node container : pod.containers()) {
        container.at("ports").items().stream()
            .flatMap(each -> Stream.of(each.at("name").text(), each.at("containerPort").text()))
            .filter(port -> !isPort(port))
            .forEach(port -> faults.add(pod + ": " + port));
      }
    }
    return faults;
  }

  private static boolean isPort(String port) {
    if (port.matches("\\d{1,5}")) {
      return Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= HIGHEST_PORT;
    }
    return PORT_NAME.matcher(port).matches() && port.matches(".*[a-z].*");
  }

  private static List<String> jobTtl(World world) {
    List<String> faults = new ArrayList<>();
    world.of("Job").stream()
        .filter(each -> !each.at("spec", "ttlSecondsAfterFinished").present())
        .forEach(each -> faults.add(World.name(each)));
    world.of("CronJob").stream()
        .filter(each -> each.at("spec", "jobTemplate", "spec", "ttlSecondsAfterFinished").present())
        .forEach(each -> faults.add(World.name(each)));
    return faults;
  }

  private static boolean isPinned(String image) {
    if (image.contains("@sha256:")) {
      return true;
    }
    String last = image.substring(image.lastIndexOf('/') + 1);
    return last.indexOf(':') > 0 && !last.endsWith(":latest");
  }

  private static boolean knowsPort(Node container, Node probe) {
    for (String kind : List.of("httpGet", "tcpSocket", "grpc")) {
      String port = probe.at(kind, "port").text();
      boolean known =
          container.at("ports").items().stream()
              .anyMatch(
                  each ->
                      port.equals(each.at("name").text())
                          || port.equals(each.at("containerPort").text()));
      if (probe.at(kind).present() && !known) {
        return false;
      }
    }
    return true;
  }

  private static List<String> mismatchingSelectors(World world) {
    return world.workloads().stream()
        .filter(Workload::lasts)
        .filter(each -> !World.selects(each.owner().at("spec", "selector"), each.labels()))
        .map(Workload::toString)
        .toList();
  }

  private static List<String> lonely(World world) {
    return world.workloads().stream()
        .filter(each -> isMany(world, each))
        .filter(
            each ->
                each
                    .spec()
                    .at(
                        "affinity",
                        "podAntiAffinity",
                        "preferredDuringSchedulingIgnoredDuringExecution")
                    .items()
                    .stream()
                    .map(term -> term.at("podAffinityTerm"))
                    .noneMatch(
                        term ->
                            term.at("topologyKey").text().equals("kubernetes.io/hostname")
                                && World.selects(term.at("labelSelector"), each.labels())))
        .map(Workload::toString)
        .toList();
  }

  private static boolean isMany(World world, Workload pod) {
    boolean scaled =
        Stream.of("HorizontalPodAutoscaler", "ScaledObject")
            .flatMap(kind -> world.of(kind).stream())
            .anyMatch(each -> each.at("spec", "scaleTargetRef", "name").text().equals(pod.name()));
    return scaled || pod.owner().at("spec", "replicas").number(1) > 1;
  }

  private static boolean security(Node container, String name) {
    return container.at("securityContext", name).isTrue();
  }

  private static boolean denied(Node container, String name) {
    return Boolean.FALSE.equals(container.at("securityContext", name).value());
  }

  private static List<String> missingAccounts(World world) {
    return world.workloads().stream()
        .filter(
            each ->
                world.find("ServiceAccount", each.spec().at("serviceAccountName").text()).isEmpty())
        .map(Workload::toString)
        .toList();
  }

  private static boolean isNoRoot(Workload pod, Node container) {
    Node mine = container.at("securityContext", "runAsNonRoot");
    return mine.present()
        ? mine.isTrue()
        : pod.spec().at("securityContext", "runAsNonRoot").isTrue();
  }

  private static Stream<Integer> ports(Node container) {
    return container.at("ports").items().stream().map(each -> each.at("containerPort").number(0));
  }

  private static boolean hasUnsafeSysctls(Node spec) {
    return spec.at("securityContext", "sysctls").items().stream()
        .anyMatch(each -> !SAFE_SYSCTLS.contains(each.at("name").text()));
  }

  private static List<String> openPods(World world) {
    return world.workloads().stream()
        .filter(
            pod ->
                world.of("NetworkPolicy").stream()
                    .noneMatch(each -> World.selects(each.at("spec", "podSelector"), pod.labels())))
        .map(Workload::toString)
        .toList();
  }

  private static List<String> danglingPolicies(World world) {
    return world.of("NetworkPolicy").stream()
        .filter(
            each ->
                world.workloads().stream()
                    .noneMatch(pod -> World.selects(each.at("spec", "podSelector"), pod.labels())))
        .map(World::name)
        .toList();
  }

  private static List<String> danglingScalers(World world) {
    return Stream.of("HorizontalPodAutoscaler", "ScaledObject")
        .flatMap(kind -> world.of(kind).stream())
        .filter(
            each ->
                world
                    .find("Deployment", each.at("spec", "scaleTargetRef", "name").text())
                    .isEmpty())
        .map(World::name)
        .toList();
  }

  private static List<String> danglingIngresses(World world) {
    List<String> faults = new ArrayList<>();
    for (Node ingress : world.of("Ingress")) {
      for (Node rule : ingress.at("spec", "rules").items()) {
        for (Node path : rule.at("http", "paths").items()) {
          Node service = path.at("backend", "service");
          boolean there =
              world.find("Service", service.at("name").text()).stream()
                  .flatMap(each -> each.at("spec", "ports").items().stream())
                  .anyMatch(
                      port ->
                          port.at("name").equals(service.at("port", "name"))
                              || port.at("port").equals(service.at("port", "number")));
          if (!there) {
            faults.add(World.name(ingress) + ": " + service.at("name").text());
          }
        }
      }
    }
    return faults;
  }
}
