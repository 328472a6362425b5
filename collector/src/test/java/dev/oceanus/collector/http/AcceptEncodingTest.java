package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.http.AcceptEncoding.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {
  @ParameterizedTest
  @CsvSource({
    "gzip, GZIP",
    "'gzip, deflate, br, zstd', GZIP",
    "x-gzip, GZIP",
    "GZip, GZIP",
    "'br, gzip ; q = 0.001', GZIP",
    "gzip;q=1.000, GZIP",
    "*, GZIP",
    "*;q=0.5, GZIP",
    "'identity, gzip', GZIP",
    "'identity;q=0, *', GZIP",
    "'identity;q=0.5, gzip;q=0.5', GZIP",
    "'*;q=0, gzip', GZIP",
    "'', IDENTITY",
    "br, IDENTITY",
    "gzip;q=0, IDENTITY",
    "gzip;q=0.000, IDENTITY",
    "'gzip;q=0, *', IDENTITY",
    "'identity, gzip;q=0.9', IDENTITY",
    "identity, IDENTITY",
    "'br;q=1, *;q=0.1, gzip;q=0', IDENTITY",
    "gzip;q=2, IDENTITY",
    "gzip;q=-1, IDENTITY",
    "gzip;q=0.1234, IDENTITY",
    "gzip;q=, IDENTITY",
    "gzip;level=9, IDENTITY",
    "gzipp, IDENTITY",
    "'gzip x', IDENTITY",
    "';;;,,,=', IDENTITY",
    "identity;q=0, NONE",
    "*;q=0, NONE",
    "'*;q=0, br', NONE",
    "'gzip;q=0, identity;q=0', NONE"
  })
  void choosesWhatTheClientLikesBest(String header, Choice choice) {
    assertThat(AcceptEncoding.of(List.of(header), true)).isEqualTo(choice);
  }

  @Test
  void leavesAPageAsItIsForAClientThatSaysNothing() {
    assertThat(AcceptEncoding.of(List.of(), true)).isEqualTo(Choice.IDENTITY);
  }

  @Test
  void readsAllHeadersThatThereAre() {
    assertThat(AcceptEncoding.of(List.of("br", "gzip;q=0.5"), true)).isEqualTo(Choice.GZIP);
    assertThat(AcceptEncoding.of(List.of("gzip", "identity;q=0"), true)).isEqualTo(Choice.GZIP);
  }

  @Test
  void hasNoChoiceWhereAPageHasOneFormOnly() {
    assertThat(AcceptEncoding.of(List.of("gzip"), false)).isEqualTo(Choice.IDENTITY);
    assertThat(AcceptEncoding.of(List.of("*"), false)).isEqualTo(Choice.IDENTITY);
    assertThat(AcceptEncoding.of(List.of("gzip, identity;q=0"), false)).isEqualTo(Choice.NONE);
  }
}
