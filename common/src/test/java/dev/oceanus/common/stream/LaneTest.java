package dev.oceanus.common.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {
  @Test
  void hasItsShardsInOrder() {
    assertThat(new Lane("events_demo", 2).all())
        .containsExactly(new Shard("events_demo", 0), new Shard("events_demo", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a;DROP", "a`", "a}:{b", "表", "a-b"})
  void refusesNamesThatAreNotTables(String name) {
    assertThatThrownBy(() -> new Lane(name, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65})
  void refusesShardsOutOfBounds(int shards) {
    assertThatThrownBy(() -> new Lane("a", shards)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToNameAShardThatItHasNot() {
    assertThatThrownBy(() -> new Lane("a", 2).shard(2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasATableForEachDayWhereItIsAskedFor() {
    LocalDate day = LocalDate.parse("2026-01-02");
    assertThat(new Lane("log_shop", 2, true).table(day)).isEqualTo("log_shop_20260102");
    assertThat(new Lane("log_shop", 2).table(day)).isEqualTo("log_shop");
  }
}
