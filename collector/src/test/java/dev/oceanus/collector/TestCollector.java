package dev.oceanus.collector;

import dev.oceanus.collector.address.Cidr;
import dev.oceanus.collector.address.Trust;
import dev.oceanus.collector.backlog.StreamLengths;
import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.collector.commit.CommitLimits;
import dev.oceanus.collector.commit.StoreProbe;
import dev.oceanus.collector.http.HttpConfig;
import dev.oceanus.collector.http.Page;
import dev.oceanus.collector.http.Paths;
import dev.oceanus.collector.privacy.SaltExchange;
import dev.oceanus.collector.redis.RedisStore;
import dev.oceanus.collector.spool.SpoolConfig;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Lifecycle;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.StreamAppender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A collector with its port open, on streams in memory. */
public final class TestCollector implements AutoCloseable {
  private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

  private final MemoryStreams streams;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicLong ahead = new AtomicLong();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Collector collector;
  private final Lifecycle lifecycle;

  public TestCollector() {
    this(Trust.NOBODY, FailPoints.none());
  }

  /** One that believes these proxies. */
  public TestCollector(Trust trust) {
    this(trust, FailPoints.none());
  }

  /** One that breaks at these points. */
  public TestCollector(FailPoints failPoints) {
    this(Trust.NOBODY, failPoints);
  }

  private TestCollector(Trust trust, FailPoints failPoints) {
    this(trust, failPoints, new MemoryStreams());
  }

  private TestCollector(Trust trust, FailPoints failPoints, MemoryStreams streams) {
    this(trust, failPoints, streams, Store.in(streams), World.USUAL);
  }

  /** One that writes to a real Redis. */
  public static TestCollector on(RedisStore store) {
    return on(store, SpoolConfig.NONE);
  }

  /** The same with a spool. */
  public static TestCollector on(RedisStore store, SpoolConfig spool) {
    return on(store, spool, new World(TestSites.catalogue(), Clock.systemUTC(), store));
  }

  /** One of these sites that writes to a real Redis. */
  public static TestCollector on(RedisStore store, SiteCatalogue catalogue, Clock clock) {
    return on(store, SpoolConfig.NONE, new World(catalogue, clock, store));
  }

  private static TestCollector on(RedisStore store, SpoolConfig spool, World world) {
    return new TestCollector(
        Trust.NOBODY,
        FailPoints.none(),
        new MemoryStreams(),
        new Store(store, store, store, List.of(store), spool),
        world);
  }

  /** One of these sites, behind a proxy on this machine that is believed. */
  public static TestCollector of(SiteCatalogue catalogue, Clock clock, SaltExchange exchange) {
    MemoryStreams streams = new MemoryStreams();
    return new TestCollector(
        new Trust(List.of(Cidr.parse("127.0.0.0/8").orElseThrow()), 0),
        FailPoints.none(),
        streams,
        Store.in(streams),
        new World(catalogue, clock, exchange));
  }

  /** Where events go, and what starts before it. */
  private record Store(
      StreamAppender appender,
      StoreProbe probe,
      StreamLengths lengths,
      List<Component> components,
      SpoolConfig spool) {
    static Store in(MemoryStreams streams) {
      return new Store(streams, () -> true, streams, List.of(), SpoolConfig.NONE);
    }
  }

  /**
   * One for these sites, found at these paths, that knows links by these keys, and believes what
   * this machine says of whom it speaks for.
   */
  public static TestCollector of(String sites, Paths paths, LinkKeys linkKeys) {
    MemoryStreams streams = new MemoryStreams();
    return new TestCollector(
        new Trust(List.of(Cidr.parse("127.0.0.1/32").orElseThrow()), 0),
        FailPoints.none(),
        streams,
        Store.in(streams),
        new World(
            SiteCatalogueReader.read(sites, "sites.yaml"),
            Clock.systemUTC(),
            new SharedSalts(),
            paths,
            linkKeys,
            Size.USUAL));
  }

  /** One that has room for so many connections, and counts time by this clock. */
  public static TestCollector small(int connections, LongSupplier nanos) {
    return of(
        new Size(
            connections, Size.USUAL.idle(), Size.USUAL.bodyRoom(), Size.USUAL.headRoom(), nanos));
  }

  /** One that has room for so many bytes of bodies at the same time. */
  public static TestCollector withRoomFor(long bodies) {
    return of(
        new Size(
            Size.USUAL.connections(),
            Size.USUAL.idle(),
            bodies,
            Size.USUAL.headRoom(),
            System::nanoTime));
  }

  /** One that has room for so many bytes of heads at the same time. */
  public static TestCollector withRoomForHeads(long heads) {
    return of(
        new Size(
            Size.USUAL.connections(),
            Size.USUAL.idle(),
            Size.USUAL.bodyRoom(),
            heads,
            System::nanoTime));
  }

  /** One that closes connections that are idle for as long. */
  public static TestCollector thatWaits(Duration idle) {
    return of(
        new Size(
            Size.USUAL.connections(),
            idle,
            Size.USUAL.bodyRoom(),
            Size.USUAL.headRoom(),
            System::nanoTime));
  }

  private static TestCollector of(Size size) {
    MemoryStreams streams = new MemoryStreams();
    return new TestCollector(
        Trust.NOBODY,
        FailPoints.none(),
        streams,
        Store.in(streams),
        new World(
            TestSites.catalogue(),
            Clock.systemUTC(),
            new SharedSalts(),
            Paths.NATIVE,
            TestSites.LINK_KEYS,
            size));
  }

  /** How many connections and bytes it has room for, and the clock that it counts time by. */
  private record Size(
      int connections, Duration idle, long bodyRoom, long headRoom, LongSupplier nanos) {
    static final Size USUAL =
        new Size(1000, Duration.ofSeconds(75), 64L << 20, 64L << 20, System::nanoTime);
  }

  /** What it finds, what it is asked for, and where. */
  private record World(
      SiteCatalogue catalogue,
      Clock clock,
      SaltExchange exchange,
      Paths paths,
      LinkKeys linkKeys,
      Size size) {
    static final World USUAL =
        new World(TestSites.catalogue(), Clock.systemUTC(), new SharedSalts());

    World(SiteCatalogue catalogue, Clock clock, SaltExchange exchange) {
      this(catalogue, clock, exchange, Paths.NATIVE, TestSites.LINK_KEYS, Size.USUAL);
    }
  }

  private TestCollector(
      Trust trust, FailPoints failPoints, MemoryStreams streams, Store store, World world) {
    this.streams = streams;
    CollectorConfig config =
        new CollectorConfig(
            new HttpConfig(
                "127.0.0.1",
                0,
                2,
                world.size().connections(),
                world.size().idle(),
                10,
                256 * 1024,
                world.size().bodyRoom(),
                world.size().headRoom(),
                100,
                trust,
                new HttpConfig.PlaceHeaders("X-Country", "X-Region", "X-City"),
                Duration.ZERO,
                world.paths(),
                world.linkKeys()),
            new CommitLimits(2, 10_000, 16L << 20, 1000, 1L << 20, Duration.ofSeconds(1)),
            store.spool(),
            5,
            100);
    collector =
        new Collector(
            config,
            new Collector.Surroundings(
                new Collector.Store(
                    store.appender(), store.probe(), store.lengths(), world.exchange()),
                world.catalogue(),
                List.of(
                    new Page("/hello", "text/plain", "no-cache", HELLO),
                    new Page("/hello.html", "text/html; charset=utf-8", "no-cache", HELLO)),
                registry,
                world.clock(),
                () -> world.size().nanos().getAsLong() + ahead.get(),
                failPoints,
                (what, cause) -> faults.add(what + ": " + cause),
                draining::get,
                () -> false));
    List<Component> components = new ArrayList<>(store.components());
    components.addAll(collector.components());
    lifecycle = new Lifecycle(components);
    lifecycle.start();
  }

  /** Its port. */
  public int port() {
    return collector.port();
  }

  /** What it serves, as {@code GET /v1/pixel/{site}}, in order. */
  public List<String> routes() {
    return collector.routes();
  }

  /** Where its events go. */
  public MemoryStreams streams() {
    return streams;
  }

  /** Events of a site, in order. */
  public List<Event> events(Site site) {
    return streams.events(site.lane().name(), site.schema());
  }

  /** Refused events that were kept. */
  public List<Event> refused() {
    return streams.events(Lane.REFUSED.name(), Schemas.REFUSED);
  }

  /** Sum of the counters of this name whose tag {@code site} has this value. */
  public double count(String name, String site) {
    return registry.find(name).tag("site", site).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** Its metrics. */
  public SimpleMeterRegistry registry() {
    return registry;
  }

  /** What would have ended its process. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Events of all sites that are stored. */
  public int stored() {
    return streams.stored().stream()
        .filter(batch -> !batch.shard().lane().equals(Lane.REFUSED.name()))
        .mapToInt(batch -> batch.events().size())
        .sum();
  }

  /** Events of the table {@code events_SITE} of a site of the schema web, in order. */
  public List<Event> events(String site) {
    return streams.events("events_" + site, Schemas.WEB);
  }

  /** Sets its monotonic clock ahead. */
  public void advance(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  /** Tells it that the process is about to end. */
  public void drain() {
    draining.set(true);
  }

  /** Whether its events go to the spool, as its readiness says. */
  public boolean isDegraded() {
    return collector.components().stream().anyMatch(each -> each.check().isDegraded());
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
