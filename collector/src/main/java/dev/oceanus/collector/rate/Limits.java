package dev.oceanus.collector.rate;

import dev.oceanus.collector.address.Ip;
import dev.oceanus.common.site.Rate;
import dev.oceanus.common.site.Site;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts requests against what their site allows, all together and for each client address. An IPv6
 * client has a whole network of /64, and so has its bucket. Memory is fixed. Thread-safe.
 */
public final class Limits {
  private static final int PLACES = 1 << 16;

  private final LongSupplier nanos;
  private final long seed;
  private final Map<String, AtomicLong> sites = new ConcurrentHashMap<>();
  private final AddressBuckets addresses = new AddressBuckets(PLACES);

  /**
   * @param seed random, so that nobody can choose addresses that share a place
   */
  public Limits(LongSupplier nanos, long seed) {
    this.nanos = nanos;
    this.seed = seed;
  }

  /** 0, or the nanoseconds until this address may ask this site again. */
  public long ofAddress(Site site, Ip address) {
    Rate rate = site.access().limits().address();
    if (rate == null) {
      return 0;
    }
    long name = mixed(mixed(address.network() ^ seed) ^ site.name().hashCode());
    return addresses.take(name == 0 ? 1 : name, rate, nanos.getAsLong());
  }

  /**
   * 0, or the nanoseconds until anybody may ask this site again.
   *
   * @param site of the catalogue: each is remembered
   */
  public long ofSite(Site site) {
    Rate rate = site.access().limits().site();
    if (rate == null) {
      return 0;
    }
    long now = nanos.getAsLong();
    AtomicLong time = sites.computeIfAbsent(site.name(), name -> new AtomicLong(now));
    while (true) {
      long before = time.get();
      long ahead = Math.max(0, before - now);
      long wait = Buckets.wait(rate, ahead);
      if (wait > 0 || time.compareAndSet(before, now + ahead + rate.nanosEach())) {
        return wait;
      }
    }
  }

  /** Spreads the bits of a number over all of them. */
  private static long mixed(long number) {
    long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
