package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BodyRoomTest {
  private static final int KIB = 1024;

  @Test
  void keepsALastQuarterForSmallBodies() {
    BodyRoom room = new BodyRoom(128 * KIB);
    assertThat(room.grow(0, 96 * KIB + 1)).isFalse();
    assertThat(room.grow(0, 64 * KIB)).isTrue();
    assertThat(room.grow(64 * KIB, 96 * KIB)).isTrue();
    assertThat(room.grow(8 * KIB, BodyRoom.SMALL + 1)).isFalse();
    assertThat(room.grow(0, BodyRoom.SMALL)).isTrue();
    assertThat(room.grow(0, BodyRoom.SMALL)).isTrue();
    assertThat(room.grow(0, 1)).isFalse();
    assertThat(room.held()).isEqualTo(128 * KIB);
  }

  @Test
  void hasRoomAgainForWhatIsGivenBack() {
    BodyRoom room = new BodyRoom(128 * KIB);
    assertThat(room.grow(0, 96 * KIB)).isTrue();
    room.giveBack(96 * KIB);
    assertThat(room.held()).isZero();
    assertThat(room.grow(0, 96 * KIB)).isTrue();
  }

  @Test
  void neverHoldsMoreThanThereIsWhoeverAsks() throws Exception {
    BodyRoom room = new BodyRoom(128 * KIB);
    Callable<Long> most =
        () -> {
          long seen = 0;
          for (int round = 0; round < 10_000; round++) {
            if (room.grow(0, 60 * KIB)) {
              seen = Math.max(seen, room.held());
              room.giveBack(60 * KIB);
            }
          }
          return seen;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Long> seen : threads.invokeAll(Collections.nCopies(4, most))) {
        assertThat(seen.get()).isLessThanOrEqualTo(60L * KIB);
      }
    }
    assertThat(room.held()).isZero();
  }
}
