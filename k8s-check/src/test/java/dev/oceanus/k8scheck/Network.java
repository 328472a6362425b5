package dev.oceanus.k8scheck;

import dev.oceanus.k8scheck.World.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who may talk to whom, as the policies of a rendering say together. */
final class Network {
  private Network() {}

  /** One line for each peer and its ports, sorted: {@code collector <- 35.191.0.0/16 8080}. */
  static List<String> matrix(World world) {
    Set<String> lines = new TreeSet<>();
    for (Workload pod : world.workloads()) {
      boolean inward = false;
      boolean outward = false;
      for (Node policy : world.of("NetworkPolicy")) {
        Node spec = policy.at("spec");
        if (!World.selects(spec.at("podSelector"), pod.labels())) {
          continue;
        }
        inward |= spec.at("policyTypes").texts().contains("Ingress");
        outward |= spec.at("policyTypes").texts().contains("Egress");
        spec.at("ingress")
            .items()
            .forEach(each -> lines.addAll(lines(world, pod, " <- ", each, "from")));
        spec.at("egress")
            .items()
            .forEach(each -> lines.addAll(lines(world, pod, " -> ", each, "to")));
      }
      if (!inward || !outward) {
        lines.add(pod.name() + " is not closed by default");
      }
    }
    return List.copyOf(lines);
  }

  private static List<String> lines(
      World world, Workload pod, String arrow, Node rule, String peers) {
    String ports =
        String.join(
            ",",
            rule.at("ports").items().stream()
                .map(each -> each.at("port").text())
                .sorted()
                .distinct()
                .toList());
    List<String> names = new ArrayList<>();
    for (Node peer : rule.at(peers).items()) {
      names.addAll(names(world, peer));
    }
    if (!rule.at(peers).present()) {
      names.add("anywhere");
    }
    return names.stream().map(each -> pod.name() + arrow + each + " " + ports).toList();
  }

  private static List<String> names(World world, Node peer) {
    if (peer.at("ipBlock").present()) {
      boolean cut = peer.at("ipBlock", "except").present();
      return List.of(peer.at("ipBlock", "cidr").text() + (cut ? " but private" : ""));
    }
    if (peer.at("namespaceSelector").present()) {
      return List.of(
          "namespace "
              + peer.at("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name").text());
    }
    return world.workloads().stream()
        .filter(each -> World.selects(peer.at("podSelector"), each.labels()))
        .map(Workload::name)
        .toList();
  }
}
