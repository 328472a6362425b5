package dev.oceanus.common.admin;

import dev.oceanus.common.config.Env;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a process is.
 *
 * @param service its kind
 * @param instance its name among its kind
 * @param started when its wiring was done
 * @param settings names and defaults, never values
 */
public record ServiceInfo(
    String service, String instance, Instant started, List<Env.Setting> settings) {
  /** The build's version, as the jar's manifest tells it. */
  public static String version() {
    String version = ServiceInfo.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Since the JVM began; the system knows the start of a process to the second only. */
  public static Duration upTime() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }

  String json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("service", service);
    json.put("instance", instance);
    json.put("version", version());
    json.put("started", started.toString());
    json.put("java", Runtime.version().toString());
    json.put("pid", ProcessHandle.current().pid());
    ObjectNode named = json.putObject("settings");
    settings.forEach(setting -> named.put(setting.name(), setting.type()));
    return json.toPrettyString();
  }
}
