package dev.oceanus.collector;

import dev.oceanus.collector.address.Cidr;
import dev.oceanus.collector.address.Trust;
import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.collector.commit.CommitLimits;
import dev.oceanus.collector.http.HttpConfig;
import dev.oceanus.collector.http.Paths;
import dev.oceanus.collector.spool.SpoolConfig;
import dev.oceanus.common.config.ByteSize;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an operator may set about the collector.
 *
 * @param http how the public port is served
 * @param commit bounds of group commit
 * @param spool where events go that Redis does not confirm
 * @param refusedPerMinute refused events that are kept a minute, for each site and reason
 * @param backlogLimit most events that may wait in Redis before {@code /rstatus} complains
 */
public record CollectorConfig(
    HttpConfig http,
    CommitLimits commit,
    SpoolConfig spool,
    int refusedPerMinute,
    int backlogLimit) {
  private static final int EVENTS_A_BATCH = 2000;
  private static final ByteSize BYTES_A_BATCH = ByteSize.ofMib(2);

  /** Bodies that are being read may hold a quarter of the heap together. */
  private static final int OF_HEAP_FOR_BODIES = 4;

  private static final int OF_HEAP_FOR_HEADS = 4;

  private static final Duration WITHIN = Duration.ofSeconds(1);

  /** Reads the settings; faults are noted in the environment. */
  public static CollectorConfig from(Env env) {
    return new CollectorConfig(
        http(env),
        commit(env),
        SpoolConfig.from(env),
        env.integer(
            "OCEANUS_REFUSED_PER_MINUTE",
            60,
            0,
            100_000,
            "Refused events that are kept a minute for each site and reason; more are counted."),
        env.integer(
            "OCEANUS_BACKLOG_LIMIT",
            1_000_000,
            1,
            Integer.MAX_VALUE,
            "Events that may wait in Redis before /rstatus answers 503."));
  }

  private static HttpConfig http(Env env) {
    return new HttpConfig(
        env.text("OCEANUS_HTTP_HOST", "0.0.0.0", "Address that the collector listens on."),
        env.integer("OCEANUS_HTTP_PORT", 8080, 0, 65_535, "Public port of the collector."),
        env.integer(
            "OCEANUS_HTTP_THREADS",
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            1,
            256,
            "Threads that serve connections."),
        env.integer(
            "OCEANUS_HTTP_MAX_CONNECTIONS", 10_000, 1, 1_000_000, "Connections at the same time."),
        env.duration(
            "OCEANUS_HTTP_IDLE_TIME",
            Duration.ofSeconds(75),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long an idle connection is kept: longer than a load balancer keeps its own."),
        env.integer(
            "OCEANUS_HTTP_MAX_WAITING",
            5_000,
            0,
            1_000_000,
            "Answers held back at the same time to see how long a mail is open."),
        maxBody(env),
        Runtime.getRuntime().maxMemory() / OF_HEAP_FOR_BODIES,
        Runtime.getRuntime().maxMemory() / OF_HEAP_FOR_HEADS,
        env.integer("OCEANUS_HTTP_MAX_EVENTS", 100, 1, 10_000, "Most events of one request."),
        trust(env),
        new HttpConfig.PlaceHeaders(
            env.text("OCEANUS_COUNTRY_HEADER", "", "Load balancer's header with the country."),
            env.text("OCEANUS_REGION_HEADER", "", "Load balancer's header with the region."),
            env.text("OCEANUS_CITY_HEADER", "", "Load balancer's header with the city.")),
        env.duration(
            "OCEANUS_HTTP_HSTS",
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofDays(730),
            "How long browsers are told to come by HTTPS only; 0ms says nothing of it."),
        paths(env),
        linkKeys(env));
  }

  private static int maxBody(Env env) {
    return (int)
        env.size(
                "OCEANUS_HTTP_MAX_BODY",
                ByteSize.ofKib(256),
                ByteSize.ofKib(1),
                ByteSize.ofMib(8),
                "Longest body of a request.")
            .bytes();
  }

  private static Paths paths(Env env) {
    return Paths.of(
        env.list(
            "OCEANUS_PATHS",
            List.of(),
            "Routes at other paths, as /v1/events=/e,/oceanus.js=/s.js."),
        (rule, found) -> env.fault("OCEANUS_PATHS", rule, found));
  }

  private static LinkKeys linkKeys(Env env) {
    Secret file =
        env.secret(
            "OCEANUS_SIGNING_KEY_FILE",
            "File with keys that sign links, one a line: the first signs, each verifies.");
    try {
      return file == null ? LinkKeys.NONE : LinkKeys.of(file.reveal());
    } catch (IllegalArgumentException e) {
      env.fault(
          "OCEANUS_SIGNING_KEY_FILE", String.valueOf(e.getMessage()), "a shorter line, or none");
      return LinkKeys.NONE;
    }
  }

  private static Trust trust(Env env) {
    List<Cidr> networks = new ArrayList<>();
    List<String> texts =
        env.list(
            "OCEANUS_TRUSTED_PROXIES",
            List.of(),
            "Networks whose X-Forwarded-For is believed, as 10.0.0.0/8.");
    for (String text : texts) {
      Optional<Cidr> network = Cidr.parse(text);
      network.ifPresentOrElse(
          networks::add,
          () -> env.fault("OCEANUS_TRUSTED_PROXIES", "must be networks as 10.0.0.0/8", text));
    }
    int hops =
        env.integer(
            "OCEANUS_TRUSTED_HOPS",
            0,
            0,
            16,
            "Instead of networks: how many proxies every request has passed.");
    if (hops > 0 && !networks.isEmpty()) {
      env.fault(
          "OCEANUS_TRUSTED_HOPS", "must be 0 where OCEANUS_TRUSTED_PROXIES is set", hops + "");
      return Trust.NOBODY;
    }
    return new Trust(networks, hops);
  }

  private static CommitLimits commit(Env env) {
    return new CommitLimits(
        env.integer(
            "OCEANUS_COMMIT_WRITERS",
            1,
            1,
            64,
            "Threads that write to Redis; one is best unless tables are spread over a cluster."),
        env.integer(
            "OCEANUS_QUEUE_EVENTS", 50_000, 100, 10_000_000, "Events that may wait for a writer."),
        env.size(
                "OCEANUS_QUEUE_SIZE",
                ByteSize.ofMib(32),
                ByteSize.ofMib(1),
                ByteSize.ofMib(4096),
                "Bytes of events that may wait for a writer.")
            .bytes(),
        EVENTS_A_BATCH,
        BYTES_A_BATCH.bytes(),
        WITHIN);
  }
}
