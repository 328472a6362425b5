package dev.oceanus.chaos.rig;

import dev.oceanus.testkit.process.ClassPath;
import dev.oceanus.testkit.process.JavaProgram;
import dev.oceanus.testkit.process.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What processes are told by their environment: as in production, but for a lease that ends soon
 * and for ports and files of their own.
 */
record ServiceSettings(RigPlan plan, String redisUrl) {
  private static final String COLLECTOR = "dev.oceanus.collector.CollectorMain";
  private static final String LOADER = "dev.oceanus.loader.LoaderMain";
  private static final String TABLES = "dev.oceanus.tables.TablesMain";
  private static final String NOTIFIER = "dev.oceanus.notifier.NotifierMain";
  private static final String BIGQUERY = "dev.oceanus.fakebigquery.FakeBigQueryMain";

  /**
   * @param redis where it finds Redis
   * @param bus what it is told of where live events go
   */
  Service collector(int number, int port, String redis, Map<String, String> bus) {
    Map<String, String> all =
        withRedis(
            Map.of(
                "OCEANUS_HTTP_HOST", "127.0.0.1",
                "OCEANUS_HTTP_PORT", Integer.toString(port),
                "OCEANUS_DRAIN_TIME", "1500ms",
                "OCEANUS_SPOOL_DIR", plan.spool(number).toString(),
                "OCEANUS_REFUSED_PER_MINUTE", "100000"));
    all.put("OCEANUS_REDIS_URL", redis);
    all.putAll(bus);
    return service(new Kind("collector-" + number, COLLECTOR, List.of(), Service.STARTED), all);
  }

  /**
   * @param warehouse what it is told of its warehouse
   */
  Service loader(int number, Map<String, String> warehouse) {
    Map<String, String> all = new HashMap<>(warehouse);
    all.put("OCEANUS_DRAIN_TIME", "0ms");
    all.put("OCEANUS_LEASE_TTL", "2s");
    all.put("OCEANUS_LOADER_THREADS", "4");
    return service(
        new Kind("loader-" + number, LOADER, List.of(), Service.STARTED), withRedis(all));
  }

  /** Makes tables, and makes them again when they are gone. */
  Service tableCreator(Map<String, String> warehouse) {
    Map<String, String> all = new HashMap<>(warehouse);
    all.put("OCEANUS_TABLES_INTERVAL", "1s");
    all.put("OCEANUS_DRAIN_TIME", "0ms");
    return service(
        new Kind("table-creator", TABLES, List.of("watch"), Service.STARTED), withRedis(all));
  }

  /**
   * @param bus what it is told of where live events come from
   */
  Service notifier(int number, Map<String, String> bus) {
    Map<String, String> all = new HashMap<>(bus);
    all.put("OCEANUS_RULES_FILE", plan.rules().toString());
    all.put("OCEANUS_NOTICES_WAITING", "1000000");
    all.put("OCEANUS_DRAIN_TIME", "0ms");
    return service(
        new Kind("notifier-" + number, NOTIFIER, List.of(), Service.STARTED), withRedis(all));
  }

  /** BigQuery's stand-in. */
  Service bigQuery(int port, int writePort) {
    List<String> arguments =
        List.of(
            "--folder",
            plan.standIn().toString(),
            "--port",
            Integer.toString(port),
            "--write-port",
            Integer.toString(writePort),
            "--project",
            BigQuerySide.PROJECT,
            "--dataset",
            BigQuerySide.DATASET,
            "--location",
            "asia-northeast1");
    Kind kind = new Kind("bigquery", BIGQUERY, arguments, "fake-bigquery ready");
    return new Service(
        program(kind, "-Xmx512m"), Archives.of(BIGQUERY, plan), Map.of(), kind.started());
  }

  /** What a program is, apart from its settings. */
  private record Kind(String name, String mainClass, List<String> arguments, String started) {}

  private Map<String, String> withRedis(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(own);
    all.put("OCEANUS_REDIS_URL", redisUrl);
    if (!plan.durable()) {
      all.put("OCEANUS_REDIS_ALLOW_UNSAFE", "appendonly");
    }
    return all;
  }

  private Service service(Kind kind, Map<String, String> own) {
    Map<String, String> environment = new HashMap<>(own);
    environment.put("OCEANUS_INSTANCE", kind.name());
    environment.put("OCEANUS_SITES_FILE", plan.sites().toString());
    environment.put("OCEANUS_ADMIN_HOST", "127.0.0.1");
    environment.put("OCEANUS_ADMIN_PORT", Integer.toString(Ports.free()));
    environment.put(
        "OCEANUS_TERMINATION_LOG", plan.folder().resolve(kind.name() + ".end").toString());
    return new Service(
        program(kind, "-Xmx192m"),
        Archives.of(kind.mainClass(), plan),
        environment,
        kind.started());
  }

  private JavaProgram program(Kind kind, String heap) {
    return new JavaProgram(
        kind.name(),
        kind.mainClass(),
        ClassPath.without(Rig.class),
        List.of(heap),
        kind.arguments(),
        plan.folder().resolve("logs"));
  }
}
