package dev.oceanus.bench.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.oceanus.bench.messages.Message.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesTest {
  private static final String ID = "019a8b2c-1234-7abc-8def-01234567890";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void seesWhatIsPrintedInPiecesWhileItWatches() throws Exception {
    Path file = Files.writeString(folder.resolve("notifier.log"), "ready\na: " + ID + "1 7\na: ");
    try (Messages messages = Messages.of(file)) {
      Subject first = new Subject("a", ID + "1");
      Subject second = new Subject("a", ID + "2");
      assertThat(messages.await(Set.of(first), LIMIT))
          .extracting(Message::subject)
          .containsExactly(first);

      Files.writeString(file, ID + "2 9\n", StandardOpenOption.APPEND);
      assertThat(messages.await(Set.of(second), LIMIT))
          .extracting(Message::subject, Message::sent)
          .containsExactly(tuple(second, 9L));
    }
  }

  @Test
  void waitsNoLongerThanTheLimit() throws Exception {
    Path file = Files.createFile(folder.resolve("notifier.log"));
    try (Messages messages = Messages.of(file)) {
      assertThat(messages.await(Set.of(new Subject("a", ID + "1")), Duration.ofMillis(10)))
          .isEmpty();
    }
  }
}
