package dev.oceanus.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.outbox.DeadNotices;
import dev.oceanus.notifier.outbox.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticesCommandTest {
  private static final Instant AT = Instant.parse("2026-11-30T08:15:00Z");
  private static final Instant NOW = AT.plusSeconds(3_600);

  private final Kept dead = new Kept();

  /** Dead notices in memory. */
  private static final class Kept implements DeadNotices {
    private final List<Dead> all = new ArrayList<>();
    private final List<Instant> revivals = new ArrayList<>();
    private boolean away;

    void add(String id, String rule, String target, String reason) {
      Waiting notice =
          new Waiting(id, rule, target, AT, new Waiting.Ready(new Content.Text("secret")));
      all.add(new Dead(notice, 4, reason, AT.plusSeconds(all.size())));
    }

    @Override
    public List<Dead> list(Optional<String> target, Optional<String> rule, int most) {
      return here(
          () ->
              all.stream()
                  .filter(each -> target.stream().allMatch(each.notice().target()::equals))
                  .filter(each -> rule.stream().allMatch(each.notice().rule()::equals))
                  .limit(most)
                  .toList());
    }

    @Override
    public boolean revive(String id, Instant now) {
      revivals.add(now);
      return here(() -> all.removeIf(each -> each.notice().id().equals(id)));
    }

    @Override
    public Optional<Instant> last() {
      return here(() -> all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().at()));
    }

    @Override
    public long count() {
      return here(all::size);
    }

    private <T> T here(Supplier<T> answer) {
      if (away) {
        throw new StreamUnavailableException("listing the dead notices: Redis is away", null);
      }
      return answer.get();
    }
  }

  private List<String> notices(String... typed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NoticesCommand(dead, Clock.fixed(NOW, ZoneOffset.UTC), new PrintStream(out, false, UTF_8))
        .run(NoticesCommand.arguments("notices", List.of(typed)));
    return out.toString(UTF_8).lines().toList();
  }

  private void fill() {
    dead.add("r/0/1", "r", "slack", "tried 4 times: 503");
    dead.add("q/0/2", "q", "slack", "no such channel\u001b[2J");
    dead.add("r/1/3", "r", "mail", "refused");
  }

  @Test
  void saysThatThereAreNone() {
    assertThat(notices("dead")).containsExactly("0 dead notices");
    assertThat(notices("replay")).containsExactly("0 notices wait for their targets again");
  }

  @Test
  void listsThemWithReasonsAndNotWithWhatTheySay() {
    fill();
    List<String> lines =
        List.of(
            "2026-11-30T08:15:00Z  slack  r/0/1  4 tries  tried 4 times: 503",
            "2026-11-30T08:15:01Z  slack  q/0/2  4 tries  no such channel\\u{1b}[2J",
            "2026-11-30T08:15:02Z  mail  r/1/3  4 tries  refused",
            "3 dead notices");

    assertThat(notices("dead")).isEqualTo(lines);
    assertThat(notices()).isEqualTo(lines);
    assertThat(dead.all).hasSize(3);
  }

  @Test
  void listsThoseThatWereAskedFor() {
    fill();

    assertThat(notices("dead", "--target", "slack")).hasSize(3).endsWith("2 dead notices");
    assertThat(notices("dead", "--rule", "r")).hasSize(3).endsWith("2 dead notices");
    assertThat(notices("dead", "--rule", "r", "--target", "mail")).hasSize(2);
    assertThat(notices("dead", "--id", "q/0/2")).hasSize(2);
    assertThat(notices("dead", "--limit", "1")).hasSize(2).endsWith("1 dead notices");
    assertThat(notices("dead", "--target", "hook")).containsExactly("0 dead notices");
  }

  @Test
  void putsBackThoseThatWereAskedForAndLeavesTheOthers() {
    fill();

    assertThat(notices("replay", "--target", "slack", "--rule", "r"))
        .containsExactly("1 notices wait for their targets again");
    assertThat(dead.all).extracting(each -> each.notice().id()).containsExactly("q/0/2", "r/1/3");
    assertThat(notices("replay", "--id", "none"))
        .containsExactly("0 notices wait for their targets again");
    assertThat(notices("replay")).containsExactly("2 notices wait for their targets again");
    assertThat(dead.all).isEmpty();
    assertThat(dead.revivals).containsOnly(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "dead replay", "dead --limit 0", "dead --limit many"})
  void saysWhatItTakes(String typed) {
    assertThatThrownBy(() -> notices(typed.split(" ", -1)))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(CommandException.USAGE))
        .hasMessageContaining("notices");
  }

  @Test
  void saysThatRedisIsAway() {
    dead.away = true;

    assertThatThrownBy(() -> notices("dead"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> assertThat(e.code()).isEqualTo(CommandException.UNAVAILABLE))
        .hasMessage("listing the dead notices: Redis is away");
  }
}
