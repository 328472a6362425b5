package dev.oceanus.chaos.rig;

import dev.oceanus.testkit.process.JavaProgram;
import dev.oceanus.testkit.process.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What collectors and loaders are told by their environment: as in production, but for a lease that
 * ends soon and for ports and files of their own.
 */
record ServiceSettings(RigPlan plan, String redisUrl) {
  private static final String COLLECTOR = "dev.oceanus.collector.CollectorMain";
  private static final String LOADER = "dev.oceanus.loader.LoaderMain";

  Service collector(int number, int port) {
    return service(
        "collector-" + number,
        COLLECTOR,
        Map.of(
            "OCEANUS_HTTP_HOST", "127.0.0.1",
            "OCEANUS_HTTP_PORT", Integer.toString(port),
            "OCEANUS_DRAIN_TIME", "1500ms",
            "OCEANUS_REFUSED_PER_MINUTE", "100000"));
  }

  Service loader(int number) {
    return service(
        "loader-" + number,
        LOADER,
        Map.of(
            "OCEANUS_DUCKDB_FILE", plan.warehouse().toString(),
            "OCEANUS_DUCKDB_SHARED", Boolean.toString(plan.shared()),
            "OCEANUS_DRAIN_TIME", "0ms",
            "OCEANUS_LEASE_TTL", "2s",
            "OCEANUS_LOADER_THREADS", "4"));
  }

  private Service service(String name, String mainClass, Map<String, String> own) {
    int admin = Ports.free();
    Map<String, String> environment = new HashMap<>(own);
    environment.put("OCEANUS_INSTANCE", name);
    environment.put("OCEANUS_SITES_FILE", plan.sites().toString());
    environment.put("OCEANUS_REDIS_URL", redisUrl);
    environment.put("OCEANUS_ADMIN_HOST", "127.0.0.1");
    environment.put("OCEANUS_ADMIN_PORT", Integer.toString(admin));
    environment.put("OCEANUS_TERMINATION_LOG", plan.folder().resolve(name + ".end").toString());
    if (!plan.durable()) {
      environment.put("OCEANUS_REDIS_ALLOW_UNSAFE", "appendonly");
    }
    JavaProgram program =
        new JavaProgram(
            name,
            mainClass,
            JavaProgram.classPathWithout(Rig.class),
            List.of("-Xmx192m"),
            plan.folder().resolve("logs"));
    String archive = mainClass.substring(mainClass.lastIndexOf('.') + 1) + ".jsa";
    return new Service(program, plan.folder().resolve(archive), environment, admin);
  }
}
