package dev.oceanus.loader.lane;

import dev.oceanus.loader.memory.MemoryRedis;
import dev.oceanus.loader.memory.MemoryWarehouse;
import dev.oceanus.loader.memory.TestClock;
import java.time.Duration;

class MemoryPortsTest extends LanePortsContract {
  private final TestClock clock = new TestClock();
  private final LanePorts ports = new MemoryRedis(clock).ports(new MemoryWarehouse());

  @Override
  LanePorts ports() {
    return ports;
  }

  @Override
  void pass(Duration time) {
    clock.move(time);
  }
}
