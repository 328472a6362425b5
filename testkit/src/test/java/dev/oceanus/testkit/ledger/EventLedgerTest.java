package dev.oceanus.testkit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.testkit.ledger.Sent.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLedgerTest {
  @TempDir private Path folder;

  private static Sent event(String id) {
    return new Sent(
        id, Destination.TABLE, Columns.of(Map.of("page_title", "𠮷野家 \"牛丼\"\n", "n", id)));
  }

  @Test
  void holdsAnEventBeforeItMayBeSent() throws IOException {
    Path file = folder.resolve("ledger");
    try (EventLedger ledger = new EventLedger(file)) {
      long unused = ledger.sending(List.of(event("a")));

      assertThat(Files.readString(file, UTF_8)).contains("\"id\":\"a\"").endsWith("\n");
    }
  }

  @Test
  void isReadBackAsItWasWritten() {
    Path file = folder.resolve("ledger");
    try (EventLedger ledger = new EventLedger(file)) {
      long first = ledger.sending(List.of(event("a"), event("b")));
      long second = ledger.sending(List.of(event("c")));
      ledger.answered(first, new Answer(200, 2));

      assertThat(second).isGreaterThan(first);
    }

    assertThat(Books.read(file).attempts())
        .containsExactly(
            new Books.Attempt(List.of(event("a"), event("b")), new Answer(200, 2), 1, 3),
            new Books.Attempt(List.of(event("c")), Answer.NONE, 2, Long.MAX_VALUE));
  }

  @Test
  void keepsWhatManySendersNoteAtOnce() {
    Path file = folder.resolve("ledger");
    try (EventLedger ledger = new EventLedger(file)) {
      IntStream.range(0, 500)
          .parallel()
          .forEach(
              i -> ledger.answered(ledger.sending(List.of(event("id-" + i))), new Answer(200, i)));
    }

    assertThat(Books.read(file).attempts())
        .hasSize(500)
        .allSatisfy(
            attempt ->
                assertThat(attempt.events())
                    .containsExactly(event("id-" + attempt.answer().stored())));
  }
}
