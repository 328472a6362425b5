package dev.oceanus.bench.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.bench.messages.Message.Subject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final Subject ONE = new Subject("rule", "e1");
  private static final Subject OTHER = new Subject("rule", "e2");

  private static Message seen(Subject subject) {
    return new Message(subject, 1, 2);
  }

  @Test
  void findsNothingWhereEachCameOnce() {
    assertThat(Account.faults(Set.of(ONE, OTHER), List.of(seen(OTHER), seen(ONE)))).isEmpty();
  }

  @Test
  void tellsWhatIsMissing() {
    assertThat(Account.faults(Set.of(ONE, OTHER), List.of(seen(ONE))))
        .containsExactly("1 of 2 messages were not seen");
  }

  @Test
  void tellsWhatCameAgain() {
    assertThat(Account.faults(Set.of(ONE), List.of(seen(ONE), seen(ONE))))
        .containsExactly("1 messages were seen again");
  }

  @Test
  void tellsWhatNobodyCalledFor() {
    assertThat(Account.faults(Set.of(ONE), List.of(seen(ONE), seen(new Subject("another", "e1")))))
        .containsExactly("1 messages were seen that no event calls for");
  }
}
