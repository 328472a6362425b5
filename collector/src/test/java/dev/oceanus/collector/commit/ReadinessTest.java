package dev.oceanus.collector.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestNanos;
import dev.oceanus.common.stream.MicroBatch;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {
  private final StoreState state = new StoreState(new TestNanos());

  @ParameterizedTest
  @CsvSource({
    "true,  false, true,  true,  ready",
    "true,  false, false, true,  ready",
    "false, false, true,  true,  'degraded: events go to the spool: unreachable'",
    "false, true,  true,  true,  'degraded: events go to the spool: unreachable'",
    "true,  true,  true,  true,  'degraded: events go to the spool: the spool is being sent'",
    "true,  true,  false, false, 'the spool is full'",
    "false, true,  false, false, unreachable",
    "false, false, false, false, unreachable"
  })
  void isReadyAsLongAsStoreOrSpoolTakesEvents(
      boolean storable, boolean inUse, boolean takes, boolean ready, String detail) {
    state.stored();
    if (!storable) {
      state.failed("unreachable");
    }
    Readiness readiness = new Readiness(state, new Fixed(inUse, takes));
    assertThat(readiness.get().live()).isTrue();
    assertThat(readiness.get().ready()).isEqualTo(ready);
    assertThat(readiness.get().detail()).isEqualTo(detail);
  }

  private record Fixed(boolean inUse, boolean takes) implements Spool {
    @Override
    public void use() {}

    @Override
    public List<Kept> keep(List<MicroBatch> batches, boolean attempted) {
      return List.of();
    }
  }
}
