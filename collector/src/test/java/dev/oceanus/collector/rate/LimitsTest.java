package dev.oceanus.collector.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestNanos;
import dev.oceanus.collector.address.Ip;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets by a clock that is set; it begins near its overflow. */
class LimitsTest {
  private static final SiteCatalogue SITES =
      SiteCatalogueReader.read(
          """
          sites:
            free:
            all: {rate: {site: 100/s, burst: 1s}}
            each: {rate: {address: 10/s, burst: 1s}}
            twin: {rate: {address: 10/s, burst: 1s}}
            slow: {rate: {address: 6/h, burst: 0s}}
          """,
          "sites.yaml");
  private static final Site ALL = site("all");
  private static final Site EACH = site("each");
  private static final Ip SOMEBODY = ip("192.0.2.1");

  private final TestNanos nanos = new TestNanos();
  private final Limits limits = new Limits(nanos, 42);

  private static Site site(String name) {
    return SITES.site(name).orElseThrow();
  }

  private static Ip ip(String text) {
    return Ip.parse(text).orElseThrow();
  }

  private int letIn(Site site, Ip address, int tries) {
    int in = 0;
    for (int i = 0; i < tries; i++) {
      in += limits.ofAddress(site, address) == 0 ? 1 : 0;
    }
    return in;
  }

  private int letIn(int tries) {
    int in = 0;
    for (int i = 0; i < tries; i++) {
      in += limits.ofSite(ALL) == 0 ? 1 : 0;
    }
    return in;
  }

  @Test
  void limitsNothingUnlessASiteSaysSo() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(limits.ofAddress(site("free"), SOMEBODY) + limits.ofSite(site("free"))).isZero();
    }
    assertThat(letIn(site("all"), SOMEBODY, 1_000)).isEqualTo(1_000);
  }

  @Test
  void letsABurstInAndThenTheRate() {
    assertThat(letIn(1_000)).isEqualTo(100);
    nanos.advance(Duration.ofMillis(50));
    assertThat(letIn(1_000)).isEqualTo(5);
    nanos.advance(Duration.ofMillis(5));
    assertThat(letIn(10)).as("half of one").isZero();
    nanos.advance(Duration.ofMillis(5));
    assertThat(letIn(10)).isEqualTo(1);
  }

  @Test
  void keepsNoMoreThanABurst() {
    nanos.advance(Duration.ofDays(1000));
    assertThat(letIn(1_000)).isEqualTo(100);
    nanos.advance(Duration.ofDays(1000));
    assertThat(letIn(1_000)).isEqualTo(100);
  }

  @Test
  void tenThousandASecondFromOneAddressGetTheRateAndOthersAreUnaffected() {
    int in = 0;
    int others = 0;
    for (int millis = 0; millis < 10_000; millis++) {
      in += letIn(EACH, SOMEBODY, 10);
      if (millis % 200 == 0) {
        others += letIn(EACH, ip("192.0.2.2"), 1);
      }
      nanos.advance(Duration.ofMillis(1));
    }
    assertThat(in).isBetween(10 + 99, 10 + 100);
    assertThat(others).isEqualTo(50);
  }

  @Test
  void saysHowLongToWait() {
    letIn(EACH, SOMEBODY, 10);
    assertThat(limits.ofAddress(EACH, SOMEBODY)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(limits.ofAddress(EACH, SOMEBODY)).as("asking costs nothing").isEqualTo(100_000_000);
    nanos.advance(Duration.ofMillis(70));
    assertThat(limits.ofAddress(EACH, SOMEBODY)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
    assertThat(letIn(site("slow"), SOMEBODY, 5)).isEqualTo(1);
    assertThat(limits.ofAddress(site("slow"), SOMEBODY)).isEqualTo(TimeUnit.MINUTES.toNanos(10));
  }

  @Test
  void sitesHaveBucketsOfTheirOwn() {
    assertThat(letIn(EACH, SOMEBODY, 50)).isEqualTo(10);
    assertThat(letIn(site("twin"), SOMEBODY, 50)).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
    "::ffff:192.0.2.9, 192.0.2.9, true",
    "192.0.2.8, 192.0.2.9, false"
  })
  void aNetworkOfSixtyFourBitsIsOneClient(String one, String other, boolean same) {
    assertThat(letIn(EACH, ip(one), 50)).isEqualTo(10);
    assertThat(letIn(EACH, ip(other), 50)).isEqualTo(same ? 0 : 10);
  }

  @Test
  void remembersWhoAsksTooMuchWhileAMillionAddressesPassByAndGrowsByNothing() {
    assertThat(letIn(EACH, SOMEBODY, 50)).isEqualTo(10);
    pass(0, 100_000);
    long before = liveHeap();
    int in = 0;
    for (int begin = 100_000; begin < 1_100_000; begin += 10_000) {
      pass(begin, begin + 10_000);
      nanos.advance(Duration.ofMillis(10));
      in += letIn(EACH, SOMEBODY, 10);
    }
    assertThat(in).as("in a second, beside a million others").isEqualTo(10);
    assertThat(liveHeap() - before).as("bytes kept").isLessThan(1 << 20);
  }

  /** Lets one request of each of these addresses in. */
  private void pass(int from, int to) {
    for (int i = from; i < to; i++) {
      byte[] bytes = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      assertThat(limits.ofAddress(EACH, Ip.of(bytes))).isZero();
    }
  }

  private static long liveHeap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Test
  void countsRightWhenManyAskAtOnce() throws InterruptedException {
    AtomicInteger in = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int each = 0; each < 5_000; each++) {
                      in.addAndGet(limits.ofSite(ALL) == 0 ? 1 : 0);
                      in.addAndGet(limits.ofAddress(EACH, SOMEBODY) == 0 ? 1 : 0);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(in).hasValue(110);
  }
}
