package dev.oceanus.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void readsOptionsInBothForms() {
    Arguments arguments = read("--data", "a b", "--format=csv", "SELECT 1");

    assertThat(arguments.option("data")).hasValue("a b");
    assertThat(arguments.option("format")).hasValue("csv");
    assertThat(arguments.word("a query")).isEqualTo("SELECT 1");
  }

  @Test
  void takesEverythingBehindTwoHyphensAsWords() {
    assertThat(read("--", "-- a comment\nSELECT 1").word("a query")).startsWith("-- a comment");
  }

  @Test
  void takesAQueryThatBeginsWithACommentAsAWord() {
    assertThat(read("-- which?\nSELECT 1 = 1").word("a query")).startsWith("-- which?");
    assertThat(read("--\tSELECT", "--data", "a").option("data")).hasValue("a");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertUsage(() -> read("--prot", "1"), "--prot");
    assertUsage(() -> read("-p"), "-p");
  }

  @Test
  void refusesAnOptionWithoutItsValueOrTwice() {
    assertUsage(() -> read("--data"), "--data needs a value");
    assertUsage(() -> read("--data", "a", "--data=b"), "--data once");
  }

  @Test
  void refusesNoQueryAndMoreThanOne() {
    assertUsage(() -> read().word("a query"), "needs a query");
    assertUsage(() -> read("SELECT", "1").word("a query"), "is it in quotes?");
  }

  @Test
  void refusesWordsWhereThereAreNone() {
    assertUsage(() -> read("now").withoutWords(), "'now'");
  }

  @Test
  void knowsTheValuesOfAnOption() {
    assertThat(read().oneOf("format", List.of("table", "csv"))).isEqualTo("table");
    assertUsage(() -> read("--format=xml").oneOf("format", List.of("table", "csv")), "'xml'");
  }

  private static Arguments read(String... typed) {
    return Arguments.read("query", List.of(typed), Set.of("data", "format"));
  }

  private static void assertUsage(ThrowingCallable reading, String part) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(CommandException.USAGE))
        .hasMessageContaining(part)
        .hasMessageContaining("./oceanus help");
  }
}
