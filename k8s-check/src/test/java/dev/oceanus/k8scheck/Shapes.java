package dev.oceanus.k8scheck;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether objects have only fields that their kinds know: Kubernetes' own by its model, where what
 * is unknown is left over, and those of others by {@code crds.txt}.
 */
final class Shapes {
  private static final Map<String, Class<?>> KINDS =
      Map.ofEntries(
          Map.entry("v1 ConfigMap", ConfigMap.class),
          Map.entry("v1 Namespace", Namespace.class),
          Map.entry("v1 Secret", Secret.class),
          Map.entry("v1 Service", Service.class),
          Map.entry("v1 ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1 Deployment", Deployment.class),
          Map.entry("apps/v1 StatefulSet", StatefulSet.class),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("batch/v1 CronJob", CronJob.class),
          Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class));

  private static final JsonMapper JSON = JsonMapper.builderWithJackson2Defaults().build();
  private static final Map<String, Map<String, String>> CRDS = crds();

  private Shapes() {}

  static Rule knownFields() {
    return new Rule(
        "known-fields-only",
        world -> {
          List<String> faults = new ArrayList<>();
          for (Node object : world.objects()) {
            check(object).forEach(fault -> faults.add(World.name(object) + ": " + fault));
          }
          return faults;
        });
  }

  private static List<String> check(Node object) {
    String kind = object.at("apiVersion").text() + " " + object.at("kind").text();
    Class<?> type = KINDS.get(kind);
    if (type != null) {
      return leftOver(object, type);
    }
    Map<String, String> fields = CRDS.get(kind);
    return fields == null ? List.of("no kind known as '" + kind + "'") : unlisted(object, fields);
  }

  private static List<String> leftOver(Node object, Class<?> type) {
    List<String> faults = new ArrayList<>();
    try {
      walk(JSON.convertValue(object.value(), type), "", faults);
    } catch (JacksonException | IllegalArgumentException e) {
      faults.add(Objects.toString(e.getMessage(), "cannot be read").lines().findFirst().orElse(""));
    }
    return faults;
  }

  private static void walk(@Nullable Object model, String path, List<String> faults) {
    if (model instanceof Collection<?> list) {
      list.forEach(each -> walk(each, path + "[]", faults));
    } else if (model instanceof Map<?, ?> map) {
      map.forEach((key, value) -> walk(value, path + "." + key, faults));
    } else if (model != null && model.getClass().getName().startsWith("io.fabric8.")) {
      for (Method getter : model.getClass().getMethods()) {
        if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
          walkProperty(model, getter, path, faults);
        }
      }
    }
  }

  private static void walkProperty(Object model, Method getter, String path, List<String> faults) {
    String property = getter.getName().substring("get".length());
    if (property.equals("Class") || property.equals("NumericalAmount")) {
      return;
    }
    Object found;
    try {
      found = getter.invoke(model);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot read " + path + "." + property, e);
    }
    if (!property.equals("AdditionalProperties")) {
      walk(found, path + "." + property, faults);
    } else if (found instanceof Map<?, ?> unknown) {
      unknown.keySet().forEach(key -> faults.add(path + "." + key + " is no field"));
    }
  }

  private static List<String> unlisted(Node object, Map<String, String> fields) {
    Map<String, List<Object>> found = new LinkedHashMap<>();
    leaves(object.value(), "", found);
    List<String> faults = new ArrayList<>();
    found.forEach(
        (path, values) -> {
          String type = fields.get(path);
          if (type == null) {
            faults.add(path + " is no field");
          } else {
            values.stream()
                .filter(each -> !fits(type, each))
                .forEach(each -> faults.add(path + " must be " + type + ", found " + each));
          }
        });
    fields.forEach(
        (path, type) -> {
          if (type.endsWith("!") && !found.containsKey(path)) {
            faults.add(path + " is missing");
          }
        });
    return faults;
  }

  private static boolean fits(String type, Object value) {
    return switch (type.replace("!", "")) {
      case "int" -> value instanceof Integer;
      case "number" -> value instanceof Number;
      case "bool" -> value instanceof Boolean;
      default -> value instanceof String;
    };
  }

  private static void leaves(@Nullable Object value, String path, Map<String, List<Object>> found) {
    if (path.equals("metadata.labels") || path.equals("metadata.annotations")) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, member) -> leaves(member, path.isEmpty() ? key + "" : path + "." + key, found));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> leaves(each, path + "[]", found));
    } else if (value != null) {
      found.computeIfAbsent(path, unused -> new ArrayList<>()).add(value);
    }
  }

  /** Kinds and their fields: a line with the kind, then one for each field; "!" must be there. */
  private static Map<String, Map<String, String>> crds() {
    Map<String, Map<String, String>> kinds = new LinkedHashMap<>();
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : resource("crds.txt").lines().toList()) {
      if (line.startsWith("  ")) {
        String[] pair = line.strip().split(" ", 2);
        fields.put(pair[0], pair[1]);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        fields = new LinkedHashMap<>(Map.of("apiVersion", "text", "kind", "text"));
        fields.put("metadata.name", "text!");
        fields.put("metadata.namespace", "text");
        kinds.put(line, fields);
      }
    }
    return kinds;
  }

  static String resource(String name) {
    try (InputStream in = Shapes.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
