package dev.oceanus.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.request.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The analysts' page has the words by which events are refused. */
class ReasonsTest {
  private static final Path PAGE = Path.of("..", "docs", "analysts.md");

  @Test
  void analystsFindEveryReasonOfARefusal() throws IOException {
    String reasons =
        Arrays.stream(Reason.values())
            .map(reason -> '`' + reason.key() + '`')
            .collect(Collectors.joining(", ", "Reasons: ", "."));

    assertThat(Files.readString(PAGE).replace('\n', ' ')).contains(reasons);
  }
}
