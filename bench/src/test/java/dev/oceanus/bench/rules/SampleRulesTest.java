package dev.oceanus.bench.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.rules.Condition.UndecidedException;
import dev.oceanus.notifier.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SampleRulesTest {
  private static final Incoming INCOMING = new Incoming(SampleRules.catalogue());
  private static final List<Rule> RULES = SampleRules.book(List.of(Kind.values())).rules();

  private static Occurrence event(int number) {
    return INCOMING
        .read(Happening.live(number), Instant.parse("2026-11-18T01:02:04Z"))
        .orElseThrow();
  }

  @Test
  void thereAreFifty() {
    assertThat(SampleRules.count()).isEqualTo(50);
    assertThat(RULES).hasSize(50);
  }

  @Test
  void tellsOfWhatHappensAndOfNothingElse() throws Exception {
    Set<Happening> happened = new TreeSet<>();
    for (int number = 0; number < Happening.CYCLE; number++) {
      Happening happening = Happening.of(number);
      List<String> told = new ArrayList<>();
      for (Rule rule : RULES) {
        if (holds(rule, event(number))) {
          told.add(rule.name());
        }
      }
      assertThat(told)
          .as("event %d, %s", number, happening)
          .containsExactlyInAnyOrderElementsOf(happening == null ? List.of() : happening.rules());
      if (happening != null) {
        happened.add(happening);
      }
    }
    assertThat(happened).containsExactly(Happening.values());
  }

  private static boolean holds(Rule rule, Occurrence event) {
    try {
      return rule.holds(event);
    } catch (UndecidedException e) {
      return false;
    }
  }

  @Test
  void rulesThatCannotBeDecidedAreOfTheirKind() {
    Set<String> undecided = new TreeSet<>();
    for (int number = 0; number < Happening.CYCLE; number++) {
      for (Rule rule : RULES) {
        try {
          boolean unused = rule.holds(event(number));
        } catch (UndecidedException e) {
          undecided.add(rule.name());
        }
      }
    }
    assertThat(undecided).isEqualTo(Kind.UNDECIDED.conditions().keySet());
  }
}
