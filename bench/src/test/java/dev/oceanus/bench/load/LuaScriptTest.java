package dev.oceanus.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.bench.sample.Beacons.Beacon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LuaScriptTest {
  @Test
  void writesEachRequestAsOneLineOfLua() {
    Beacon get = new Beacon("GET", "/v1/pixel/shop?a=%E3%81%82", Map.of("Accept", "*/*"), "");
    Beacon post = new Beacon("POST", "/e", Map.of(), "{\"a\":\"b\\n\"}");

    assertThat(LuaScript.of(List.of(get, post)).lines().map(String::strip))
        .contains(
            "requests[#requests + 1] = wrk.format(\"GET\", \"/v1/pixel/shop?a=%E3%81%82\","
                + " {[\"Accept\"] = \"*/*\"}, nil)",
            "requests[#requests + 1] = wrk.format(\"POST\", \"/e\", {},"
                + " \"{\\\"a\\\":\\\"b\\\\n\\\"}\")");
  }

  @Test
  void leavesLuasOwnPercentSignsAlone() {
    assertThat(LuaScript.of(List.of()))
        .contains("at % #requests + 1")
        .contains("\"requests\":%d")
        .contains("'" + LuaScript.MARK);
  }
}
