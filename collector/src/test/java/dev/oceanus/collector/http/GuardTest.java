package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.SharedSalts;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GuardTest {
  @Test
  void logsAFaultOfOursOnceAndNothingOfTheRequest() throws IOException {
    String personal = "me@x.example 203.0.113.9";
    Clock broken = broken(personal);
    try (TestCollector collector =
            TestCollector.of(TestSites.catalogue(), broken, new SharedSalts());
        CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 5; i++) {
        assertThat(RawHttp.get(collector.port(), "/v1/pixel/demo?evt=me%40x.example").status())
            .isEqualTo(500);
      }
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR a request met a fault of ours")
          .contains("java.lang.IllegalStateException", "GuardTest")
          .doesNotContain("me@x.example")
          .doesNotContain("203.0.113.9");
      assertThat(collector.registry().get("oceanus_collector_failed_requests").counter().count())
          .isEqualTo(5);
    }
  }

  private static Clock broken(String message) {
    return new Clock() {
      @Override
      public Instant instant() {
        throw new IllegalStateException(message, new NumberFormatException(message));
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
