package dev.oceanus.chaos.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.net.LossyProxy;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Pause;
import dev.oceanus.testkit.process.Ports;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redis, collectors and loaders as processes of their own, wired as in production, with DuckDB or a
 * stand-in for BigQuery as the warehouse. Starts again what ends by itself, as Kubernetes does.
 * Used by one thread.
 */
public final class Rig implements AutoCloseable {
  private static final String SITES =
      """
      sites:
        shop:
          table: events_shop
        media:
          table: events_media
          shards: 2
      """;
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration TEND = Duration.ofMillis(20);

  private final RigPlan plan;
  private final RedisServer redis;
  private final @Nullable LossyProxy line;
  private final @Nullable LiveSide live;
  private @Nullable Balancer balancer;
  private final WarehouseSide warehouse;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Service> collectors = new ArrayList<>();
  private final List<Service> loaders = new ArrayList<>();
  private final List<Service> notifiers = new ArrayList<>();
  private final Notices notices;
  private final List<String> endedByThemselves = new ArrayList<>();

  /** Nothing goes on without us. */
  private final Thread atExit = Thread.ofPlatform().name("rig-end").unstarted(this::end);

  private Rig(RigPlan plan, RedisServer redis) {
    this.plan = plan;
    this.redis = redis;
    this.notices = new Notices(notifiers, redis.url());
    LossyProxy cuttable = plan.cuttable() ? LossyProxy.start("127.0.0.1", redis.port()) : null;
    this.line = cuttable;
    LiveSide published = plan.live() ? new LiveSide() : null;
    this.live = published;
    ServiceSettings settings = new ServiceSettings(plan, redis.url());
    this.warehouse =
        plan.warehouse() == Warehouse.DUCKDB
            ? new DuckDbSide(plan)
            : new BigQuerySide(plan, settings);
    for (int i = 1; i <= plan.collectors(); i++) {
      int port = Ports.free();
      ports.add(port);
      String url =
          cuttable != null && i == plan.collectors()
              ? "redis://127.0.0.1:" + cuttable.port()
              : redis.url();
      Map<String, String> bus = published == null ? Map.of() : published.settings();
      collectors.add(settings.collector(i, port, url, bus));
    }
    for (int i = 1; i <= plan.loaders(); i++) {
      loaders.add(settings.loader(i, warehouse.settings()));
    }
    if (published != null) {
      notifiers.add(settings.notifier(1, published.source()));
    }
  }

  /** Starts everything, and waits until it can work. */
  public static Rig start(RigPlan plan) {
    return start(plan, Service::start);
  }

  /** Starts everything so that it keeps archives of its classes when it ends in order. */
  public static Rig rehearse(RigPlan plan) {
    return start(plan, Service::rehearse);
  }

  private static Rig start(RigPlan plan, Consumer<Service> how) {
    Rig rig = new Rig(plan, redis(plan));
    Runtime.getRuntime().addShutdownHook(rig.atExit);
    try {
      rig.all().forEach(how);
      rig.all().forEach(Service::awaitStart);
      if (plan.balanced()) {
        rig.balancer = new Balancer(plan.folder().resolve("haproxy"), rig.ports, rig.collectors);
      }
      return rig;
    } catch (RuntimeException e) {
      rig.close();
      throw e;
    }
  }

  private static RedisServer redis(RigPlan plan) {
    try {
      Files.createDirectories(plan.folder());
      Files.writeString(plan.sites(), SITES, UTF_8);
      Files.writeString(plan.rules(), Notices.RULES, UTF_8);
      Path folder = Files.createDirectory(plan.folder().resolve("redis"));
      return RedisServer.startIn(folder, plan.redisLines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends everything in order, what needs another before what it needs. */
  public void endInOrder() {
    for (Service service : all().reversed()) {
      service.leave();
      service.life().terminate();
      int unused = service.life().awaitEnd(READY);
    }
  }

  /** The file in which all rows are. */
  public Path file() {
    return plan.file();
  }

  /** The warehouse. */
  WarehouseSide warehouse() {
    return warehouse;
  }

  /** The process of BigQuery's stand-in. */
  public Service bigQuery() {
    return bigQuerySide().bigQuery();
  }

  /** The process that owns the tables. */
  public Service tableCreator() {
    return bigQuerySide().tableCreator();
  }

  /** How BigQuery's stand-in is told to go wrong. */
  public StandIn standIn() {
    return bigQuerySide().standIn();
  }

  private BigQuerySide bigQuerySide() {
    if (warehouse instanceof BigQuerySide side) {
      return side;
    }
    throw new IllegalArgumentException("needs a plan with BigQuery's stand-in, found " + plan);
  }

  public RedisServer redis() {
    return redis;
  }

  /** The line by which the last collector reaches Redis. */
  public LossyProxy line() {
    if (line == null) {
      throw new IllegalArgumentException("needs a plan with a line, found " + plan);
    }
    return line;
  }

  /** What is published. */
  public LiveSide live() {
    if (live == null) {
      throw new IllegalArgumentException("needs a plan with live events, found " + plan);
    }
    return live;
  }

  /** Something is broken now that may make a relay publish again. */
  public void broken() {
    if (live != null) {
      live.broken();
    }
  }

  /** Segments that are in the collectors' spools now, or were set aside there. */
  List<String> segments() {
    return plan.segments();
  }

  /** Ports that take requests: the collectors' own, or the balancer's. */
  public List<Integer> ports() {
    return balancer == null ? List.copyOf(ports) : List.of(balancer.port());
  }

  /** Whether requests reach the collectors by a load balancer. */
  public boolean isBalanced() {
    return balancer != null;
  }

  public List<Service> collectors() {
    return List.copyOf(collectors);
  }

  public List<Service> loaders() {
    return List.copyOf(loaders);
  }

  /** Those that tell people of live events, where these are published. */
  public List<Service> notifiers() {
    return List.copyOf(notifiers);
  }

  /** What these have told. */
  public Notices notices() {
    return notices;
  }

  /** Collectors and loaders. */
  public List<Service> services() {
    return Stream.concat(collectors.stream(), loaders.stream()).toList();
  }

  /** Collectors, loaders, notifiers, and the processes of the warehouse before them. */
  List<Service> all() {
    return Stream.of(warehouse.services(), collectors, loaders, notifiers)
        .flatMap(List::stream)
        .toList();
  }

  /** Those of our own services that say how they are: each is watched. */
  public List<Service> watched() {
    List<Service> watched = new ArrayList<>(services());
    if (warehouse instanceof BigQuerySide side) {
      watched.add(side.tableCreator());
    }
    watched.addAll(notifiers);
    return watched;
  }

  /** Every lane of the catalogue and the system's own. */
  public Map<Lane, Schema> lanes() {
    return SiteCatalogueReader.read(plan.sites()).lanes();
  }

  /** Streams of the event tables. */
  public List<Shard> eventShards() {
    return lanes().keySet().stream()
        .filter(lane -> !lane.equals(Lane.REFUSED) && !lane.equals(Lane.DEAD_LETTERS))
        .flatMap(lane -> lane.all().stream())
        .toList();
  }

  /** Lets time pass, and starts again what has ended by itself. */
  public void tend(Duration time) {
    boolean unused = tendUntil(time, () -> false);
  }

  /**
   * The same until something is so.
   *
   * @return false if it was not so within the limit
   */
  public boolean tendUntil(Duration limit, BooleanSupplier so) {
    long until = System.nanoTime() + limit.toNanos();
    do {
      if (so.getAsBoolean()) {
        return true;
      }
      for (Service service : all()) {
        if (service.wanted() && !service.life().isAlive()) {
          endedByThemselves.add(
              service.life() + " ended with code " + service.life().awaitEnd(READY));
          service.start();
        }
      }
      Pause.of(TEND);
    } while (System.nanoTime() - until < 0);
    return false;
  }

  /** What ended though nobody asked it to. */
  public List<String> endedByThemselves() {
    return List.copyOf(endedByThemselves);
  }

  /** Ends what still lives, without ado; the folder stays. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  private void end() {
    for (Service service : all()) {
      service.leave();
      service.lives().stream().filter(Life::isAlive).forEach(Life::kill);
    }
    notices.close();
    if (balancer != null) {
      balancer.close();
    }
    if (line != null) {
      line.close();
    }
    if (live != null) {
      live.close();
    }
    redis.close();
  }
}
