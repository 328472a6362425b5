package dev.oceanus.notifier.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class A1Test {
  @ParameterizedTest
  @CsvSource({"1, A", "26, Z", "27, AA", "52, AZ", "53, BA", "702, ZZ", "703, AAA"})
  void namesColumns(int column, String letters) {
    assertThat(A1.column(column)).isEqualTo(letters);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Sheet1!A2:C5, 5",
        "'2026-11'!A105:F110, 110",
        "'a!b'!B7, 7",
        "'a'!A7:C, 7",
        "'a'!A:C, 0",
        "nothing, 0",
        "\"\", 0"
      })
  void readsTheLastRow(String range, int row) {
    assertThat(A1.lastRow(range)).isEqualTo(row);
  }
}
