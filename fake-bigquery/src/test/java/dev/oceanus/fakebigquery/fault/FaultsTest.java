package dev.oceanus.fakebigquery.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FaultsTest {
  private final Hand clock = new Hand();
  private final Faults faults = new Faults(clock);

  @Test
  void strikesTheNthCallOnly() {
    add("{'method':'jobs.insert','kind':'reset-after','nth':3}");

    assertThat(struck("jobs.insert", 5)).containsExactly(false, false, true, false, false);
  }

  @Test
  void strikesEachSoManiethCallUpToALimit() {
    add("{'method':'*','kind':'status','status':503,'every':2,'times':2}");

    assertThat(struck("tables.get", 7))
        .containsExactly(false, true, false, true, false, false, false);
  }

  @Test
  void leavesOtherMethodsAlone() {
    add("{'method':'jobs.insert','kind':'reset-before'}");

    assertThat(struck("jobs.get", 1)).containsExactly(false);
    assertThat(faults.json().get(0).path("calls").asLong()).isZero();
  }

  @Test
  void throwsTheSameDiceForTheSameSeed() {
    String rule = "{'method':'*','kind':'reset-before','probability':0.5,'seed':7}";
    add(rule);
    List<Boolean> first = struck("x", 50);
    faults.clear("");
    add(rule);

    assertThat(struck("x", 50)).isEqualTo(first).contains(true, false);
  }

  @Test
  void endsAfterItsTime() {
    add("{'method':'*','kind':'disk-error','forSeconds':10}");
    boolean before = struck("x", 1).getFirst();
    clock.now = clock.now.plusSeconds(10);

    assertThat(before).isTrue();
    assertThat(struck("x", 1)).containsExactly(false);
  }

  @Test
  void addsDelaysAndTakesTheFirstFault() {
    add("{'method':'*','kind':'delay','delayMs':5}");
    add("{'method':'*','kind':'status','status':429,'delayMs':7}");
    add("{'method':'*','kind':'reset-before'}");

    Decision decision = faults.decide("x");

    assertThat(decision.delay()).isEqualTo(Duration.ofMillis(12));
    assertThat(decision.fault())
        .isInstanceOfSatisfying(
            Fault.Status.class,
            status -> {
              assertThat(status.code()).isEqualTo(429);
              assertThat(status.reason()).isEqualTo("rateLimitExceeded");
            });
  }

  @Test
  void countsCallsAndHits() {
    String id = add("{'method':'x','kind':'reset-before','every':2}");
    struck("x", 5);

    assertThat(faults.json().get(0).path("calls").asLong()).isEqualTo(5);
    assertThat(faults.json().get(0).path("hits").asLong()).isEqualTo(2);
    assertThat(faults.has(id)).isTrue();
    faults.clear(id);
    assertThat(faults.has(id)).isFalse();
    assertThat(struck("x", 2)).containsExactly(false, false);
  }

  @Test
  void refusesAnUnknownKind() {
    assertThatThrownBy(() -> add("{'method':'x','kind':'earthquake'}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no kind of fault is called earthquake");
  }

  private String add(String rule) {
    return faults.add((ObjectNode) JsonMapper.builder().build().readTree(rule.replace('\'', '"')));
  }

  private List<Boolean> struck(String method, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(i -> !(faults.decide(method).fault() instanceof Fault.None))
        .toList();
  }

  /** A clock that is moved by hand. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
