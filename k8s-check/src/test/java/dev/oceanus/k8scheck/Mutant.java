package dev.oceanus.k8scheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A rendering made wrong in one place.
 *
 * @param rule that must notice
 * @param folder which rendering
 * @param change what is done to it
 */
record Mutant(String rule, String folder, Consumer<World> change) {
  private static final String GKE = "overlays/gke";

  /** At least one for every rule. */
  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    all.addAll(ofLint());
    all.addAll(ofFurtherLint());
    all.addAll(ofReferences());
    all.addAll(ofOurs());
    return all;
  }

  @Override
  public String toString() {
    return rule;
  }

  private static Mutant gke(String rule, Consumer<World> change) {
    return new Mutant(rule, GKE, change);
  }

  private static Node pod(World world, String name) {
    return world.workload(name).spec();
  }

  private static Node container(World world, String name) {
    return world.workload(name).containers().getFirst();
  }

  private static Node collector(World world) {
    return container(world, "collector");
  }

  private static Node security(World world) {
    return collector(world).at("securityContext");
  }

  private static void volume(World world, String path) {
    pod(world, "collector").at("volumes").add(map("name", "host", "hostPath", map("path", path)));
  }

  private static void variable(World world, String name, String value) {
    collector(world).at("env").add(map("name", name, "value", value));
  }

  private static Node variableOf(World world, String program, String name) {
    return container(world, program).at("env").items().stream()
        .filter(each -> each.at("name").text().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i].toString(), pairs[i + 1]);
    }
    return map;
  }

  private static Node budget(World world) {
    return world.get("PodDisruptionBudget", "collector").at("spec");
  }

  private static List<Mutant> ofLint() {
    return List.of(
        gke(
            "dangling-service",
            w -> w.get("Service", "collector").at("spec", "selector").put("a", "b")),
        gke(
            "deprecated-service-account-field",
            w -> pod(w, "collector").put("serviceAccount", "collector")),
        gke("docker-sock", w -> volume(w, "/var/run/docker.sock")),
        gke("drop-net-raw-capability", w -> security(w).remove("capabilities")),
        gke("duplicate-env-var", w -> variable(w, "OCEANUS_DRAIN_TIME", "20s")),
        gke("env-var-secret", w -> variable(w, "OCEANUS_SECRET_FILE", "/run/x")),
        gke("host-ipc", w -> pod(w, "redis").put("hostIPC", true)),
        gke("host-network", w -> pod(w, "table-creator").put("hostNetwork", true)),
        gke("host-pid", w -> pod(w, "redis").put("hostPID", true)),
        gke(
            "invalid-target-ports",
            w ->
                w.get("Service", "collector")
                    .at("spec", "ports")
                    .first()
                    .put("targetPort", "HTTP_port")),
        gke(
            "invalid-target-ports",
            w -> collector(w).at("ports").first().put("containerPort", 65_536)),
        gke(
            "job-ttl-seconds-after-finished",
            w ->
                w.get("CronJob", "table")
                    .at("spec", "jobTemplate", "spec")
                    .put("ttlSecondsAfterFinished", 60)),
        gke("latest-tag", w -> collector(w).put("image", "registry.example:5000/collector")),
        gke("latest-tag", w -> container(w, "redis").put("image", "redis:latest")),
        gke("liveness-port", w -> collector(w).at("livenessProbe", "httpGet").put("port", "live")),
        gke(
            "mismatching-selector",
            w -> w.workload("collector").labels().put("app.kubernetes.io/name", "other")),
        gke("no-anti-affinity", w -> pod(w, "collector").remove("affinity")),
        gke("no-anti-affinity", w -> pod(w, "redis-to-bigquery").remove("affinity")),
        gke(
            "no-extensions-v1beta",
            w -> w.get("Deployment", "collector").put("apiVersion", "extensions/v1beta1")),
        gke("no-read-only-root-fs", w -> security(w).put("readOnlyRootFilesystem", false)),
        gke(
            "non-existent-service-account",
            w -> pod(w, "collector").put("serviceAccountName", "colector")),
        gke("pdb-max-unavailable", w -> budget(w).put("maxUnavailable", 0)),
        gke("pdb-min-available", w -> budget(w).put("minAvailable", 2)),
        gke(
            "pdb-unhealthy-pod-eviction-policy",
            w -> budget(w).remove("unhealthyPodEvictionPolicy")),
        gke("privilege-escalation-container", w -> security(w).remove("allowPrivilegeEscalation")),
        gke("privileged-container", w -> security(w).put("privileged", true)),
        gke("readiness-port", w -> collector(w).at("readinessProbe", "httpGet").put("port", 9090)),
        gke("run-as-non-root", w -> pod(w, "redis").at("securityContext").remove("runAsNonRoot")),
        gke("sensitive-host-mounts", w -> volume(w, "/etc")),
        gke("ssh-port", w -> collector(w).at("ports").add(map("name", "ssh", "containerPort", 22))),
        gke("startup-port", w -> collector(w).at("startupProbe", "httpGet").put("port", "start")),
        gke(
            "unsafe-sysctls",
            w ->
                pod(w, "redis")
                    .at("securityContext")
                    .put("sysctls", List.of(map("name", "net.core.somaxconn", "value", "1024")))),
        gke(
            "unset-cpu-requirements",
            w -> container(w, "table-creator").at("resources", "requests").remove("cpu")),
        gke(
            "unset-memory-requirements",
            w -> container(w, "redis").at("resources", "limits").remove("memory")));
  }

  private static List<Mutant> ofFurtherLint() {
    return List.of(
        gke("no-liveness-probe", w -> collector(w).remove("livenessProbe")),
        gke("no-readiness-probe", w -> container(w, "redis").remove("readinessProbe")),
        gke("default-service-account", w -> pod(w, "redis").put("serviceAccountName", "default")),
        gke(
            "non-isolated-pod",
            w -> w.objects().removeIf(each -> each.at("kind").text().equals("NetworkPolicy"))),
        gke(
            "dangling-networkpolicy",
            w ->
                w.get("NetworkPolicy", "collector-edge")
                    .at("spec", "podSelector", "matchLabels")
                    .put("app.kubernetes.io/name", "colector")),
        gke(
            "dangling-horizontalpodautoscaler",
            w ->
                w.get("HorizontalPodAutoscaler", "collector")
                    .at("spec", "scaleTargetRef")
                    .put("name", "colector")),
        new Mutant(
            "dangling-ingress",
            "tests/gke-ingress",
            w ->
                w.get("Ingress", "oceanus")
                    .at("spec", "rules")
                    .first()
                    .at("http", "paths")
                    .first()
                    .at("backend", "service")
                    .put("name", "colector")),
        gke(
            "read-secret-from-env-var",
            w ->
                collector(w)
                    .at("env")
                    .add(
                        map(
                            "name",
                            "X",
                            "valueFrom",
                            map("secretKeyRef", map("name", "redis-auth", "key", "password"))))),
        gke("privileged-ports", w -> collector(w).at("ports").first().put("containerPort", 80)),
        gke("use-namespace", w -> w.get("Service", "redis").at("metadata").remove("namespace")),
        gke(
            "wildcard-in-rules",
            w ->
                w.objects()
                    .add(
                        new Node(
                            map(
                                "kind",
                                "Role",
                                "metadata",
                                map("name", "all", "namespace", "oceanus"),
                                "rules",
                                List.of(map("verbs", List.of("*"))))))),
        gke(
            "no-rolling-update-strategy",
            w -> w.get("Deployment", "collector").at("spec", "strategy").put("type", "Recreate")),
        gke(
            "exposed-services",
            w -> w.get("Service", "collector").at("spec").put("type", "LoadBalancer")));
  }

  private static List<Mutant> ofReferences() {
    return List.of(
        gke(
            "config-reference",
            w ->
                variableOf(w, "collector", "OCEANUS_REDIS_URL")
                    .at("valueFrom", "configMapKeyRef")
                    .put("key", "redis-uri")),
        gke("config-reference", w -> w.objects().remove(w.get("ConfigMap", "redis-config"))),
        gke(
            "secret-reference",
            w ->
                w.get("TriggerAuthentication", "redis")
                    .at("spec", "secretTargetRef")
                    .first()
                    .put("name", "redis")),
        gke(
            "volume-reference",
            w -> variableOf(w, "collector", "OCEANUS_SPOOL_DIR").put("value", "/spool")),
        gke("volume-reference", w -> collector(w).at("volumeMounts").first().put("name", "sites")),
        gke(
            "service-port-reference",
            w ->
                w.get("Service", "collector").at("spec", "ports").first().put("targetPort", "web")),
        gke(
            "service-port-reference",
            w ->
                w.get("PodMonitoring", "oceanus")
                    .at("spec", "endpoints")
                    .first()
                    .put("port", "metrics")),
        gke(
            "policy-target-reference",
            w ->
                w.get("HealthCheckPolicy", "collector")
                    .at("spec", "targetRef")
                    .put("name", "colector")),
        gke(
            "policy-target-reference",
            w ->
                w.get("HTTPRoute", "redirect")
                    .at("spec", "parentRefs")
                    .first()
                    .put("sectionName", "web")),
        gke("settings-accepted", w -> variable(w, "OCEANUS_SPOOL_DIRECTORY", "/tmp")),
        gke(
            "settings-accepted",
            w -> variableOf(w, "collector", "OCEANUS_DRAIN_TIME").put("value", "20")),
        gke(
            "settings-accepted",
            w -> w.get("ConfigMap", "oceanus-env").at("data").put("google-project", "")),
        gke(
            "settings-accepted",
            w ->
                w.get("ConfigMap", "oceanus-sites")
                    .at("data")
                    .put("sites.yaml", "sites: {demo: {colums: []}}")),
        new Mutant(
            "settings-accepted",
            "tests/gke-db-export",
            w ->
                container(w, "db-export")
                    .at("env")
                    .add(map("name", "OCEANUS_DB_URI", "value", "x"))),
        gke(
            "alert-metric-exported",
            w ->
                MetricNames.alertsOf(w)
                    .getFirst()
                    .put("expr", "absent(oceanus_collector_requests)")),
        gke(
            "alert-metric-exported",
            w -> MetricNames.alertsOf(w).getFirst().put("expr", "vector(1)")),
        gke(
            "alert-has-runbook",
            w ->
                MetricNames.alertsOf(w)
                    .getFirst()
                    .at("annotations")
                    .put("runbook", "k8s/README.md#nowhere")));
  }

  private static List<Mutant> ofOurs() {
    return List.of(
        gke(
            "one-edge",
            w -> w.objects().add(new Node(map("kind", "Ingress", "metadata", map("name", "x"))))),
        gke("disruption-budget", w -> w.objects().remove(w.get("PodDisruptionBudget", "redis"))),
        gke(
            "replicas-have-one-owner",
            w -> w.get("Deployment", "collector").at("spec").put("replicas", 2)),
        gke(
            "replicas-have-one-owner",
            w -> w.get("Deployment", "pubsub").at("spec").remove("replicas")),
        gke(
            "token-not-mounted",
            w -> w.get("ServiceAccount", "redis").remove("automountServiceAccountToken")),
        gke("token-not-mounted", w -> pod(w, "redis").remove("automountServiceAccountToken")),
        gke("service-links-off", w -> pod(w, "collector").remove("enableServiceLinks")),
        gke(
            "drops-all-capabilities",
            w -> security(w).at("capabilities").put("drop", List.of("NET_RAW"))),
        gke("seccomp-default", w -> pod(w, "redis").at("securityContext").remove("seccompProfile")),
        gke(
            "writable-tmp",
            w ->
                collector(w)
                    .at("volumeMounts")
                    .items()
                    .forEach(
                        each ->
                            each.put(
                                "mountPath",
                                each.at("mountPath").text().replace("/tmp", "/temp")))),
        gke(
            "bounded-empty-dir",
            w ->
                pod(w, "collector")
                    .at("volumes")
                    .items()
                    .forEach(
                        each -> {
                          if (each.at("emptyDir").present()) each.put("emptyDir", map());
                        })),
        gke("termination-log-default", w -> collector(w).put("terminationMessagePath", "/tmp/end")),
        gke(
            "grace-covers-closing",
            w -> pod(w, "collector").put("terminationGracePeriodSeconds", 500)),
        gke(
            "grace-covers-closing",
            w -> pod(w, "redis-to-bigquery").put("terminationGracePeriodSeconds", 30)),
        gke(
            "spool-fits-its-volume",
            w -> variableOf(w, "collector", "OCEANUS_SPOOL_SIZE").put("value", "2GiB")),
        gke("durable-redis", w -> redis(w, "appendfsync always", "appendfsync everysec")),
        gke("durable-redis", w -> redis(w, "1500mb", "1800mb")),
        gke("durable-redis", w -> w.get("StatefulSet", "redis").at("spec").put("replicas", 2)),
        gke(
            "streams-scaled-by-length",
            w ->
                w.get("ConfigMap", "oceanus-sites")
                    .at("data")
                    .put("sites.yaml", "sites: {demo: {}, shop: {}}")),
        gke(
            "streams-scaled-by-length",
            w ->
                w.get("ScaledObject", "redis")
                    .at("spec", "triggers")
                    .first()
                    .at("metadata")
                    .put("consumerGroup", "loader")),
        gke(
            "streams-scaled-by-length",
            w -> w.get("ScaledObject", "redis").at("spec").put("maxReplicaCount", 6)),
        gke(
            "no-secret-in-git",
            w ->
                w.objects()
                    .add(
                        new Node(
                            map(
                                "kind",
                                "Secret",
                                "metadata",
                                map("name", "redis-auth", "namespace", "oceanus"))))),
        gke("known-fields-only", w -> collector(w).put("livenesProbe", map())),
        gke(
            "known-fields-only",
            w ->
                w.get("NetworkPolicy", "redis-keda")
                    .at("spec")
                    .put("policyType", List.of("Ingress"))),
        gke(
            "known-fields-only",
            w -> w.get("ScaledObject", "redis").at("spec").put("poolingInterval", 15)),
        gke(
            "known-fields-only",
            w ->
                w.get("HealthCheckPolicy", "collector")
                    .at("spec", "default", "config", "httpHealthCheck")
                    .put("port", "8081")),
        gke(
            "known-fields-only",
            w -> w.get("Gateway", "oceanus").at("spec").remove("gatewayClassName")),
        gke("known-fields-only", w -> w.get("Gateway", "oceanus").put("kind", "Gatway")));
  }

  private static void redis(World world, String from, String to) {
    Node data = world.get("ConfigMap", "redis-config").at("data");
    data.put("redis.conf", data.at("redis.conf").text().replace(from, to));
  }
}
