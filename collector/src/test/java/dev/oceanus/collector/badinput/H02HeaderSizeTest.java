package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;

import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** H02: more headers than are taken are refused, or the connection is closed. */
class H02HeaderSizeTest {
  private static final String TARGET = "/v1/pixel/demo?evt=e";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  static Stream<String> tooMuch() {
    return Stream.of(
        "X-Long: " + MARKER + "x".repeat(64 * 1024),
        "Cookie: a=" + MARKER + "x".repeat(1 << 20),
        MARKER + "x".repeat(17 * 1024) + ": x",
        ("X-Some: " + MARKER + "x".repeat(200) + "\r\n").repeat(100).strip(),
        many(201),
        ("X-Same: " + MARKER + "\r\n").repeat(201).strip());
  }

  private static String many(int headers) {
    return IntStream.range(0, headers)
        .mapToObj(i -> "X-H" + i + ": " + MARKER)
        .collect(Collectors.joining("\r\n"));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("tooMuch")
  void refusesHeadersThatAreTooLongOrTooMany(String headers) throws IOException {
    inputs.refused(get(TARGET, headers), 400, 431, 0);
  }

  @Test
  void takesWhatBrowsersSend() throws IOException {
    inputs.stored(
        TestSites.DEMO,
        get(
            TARGET,
            "Cookie: a=" + MARKER + "x".repeat(8 * 1024),
            "Referer: " + "y".repeat(4 * 1024)));
    inputs.stored(TestSites.DEMO, get(TARGET, many(150)));
  }
}
