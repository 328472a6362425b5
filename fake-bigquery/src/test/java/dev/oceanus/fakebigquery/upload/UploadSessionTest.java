package dev.oceanus.fakebigquery.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadSessionTest {
  private static final int QUANTUM = 256 * 1024;

  @TempDir Path folder;

  @Test
  void joinsItsPartsAndPassesOverWhatItHas() throws IOException {
    UploadSession session = new UploadSessions(folder).open(Json.object());
    String first = "a".repeat(QUANTUM);

    long afterFirst = receive(session, "bytes 0-" + (QUANTUM - 1) + "/*", first);
    long afterAll =
        receive(session, "bytes 0-" + (QUANTUM + 1) + "/" + (QUANTUM + 2), first + "bc");

    assertThat(afterFirst).isEqualTo(QUANTUM);
    assertThat(afterAll).isEqualTo(QUANTUM + 2);
    assertThat(Files.readString(session.upload(afterAll).in(folder))).isEqualTo(first + "bc");
  }

  @Test
  void goesOnInAnotherLife() throws IOException {
    UploadSession session = new UploadSessions(folder).open(Json.parse("{\"j\":1}"));
    receive(session, "bytes 0-" + (QUANTUM - 1) + "/*", "a".repeat(QUANTUM));

    UploadSession later = new UploadSessions(folder).find(session.id()).orElseThrow();

    assertThat(later.job().path("j").asInt()).isEqualTo(1);
    assertThat(receive(later, "bytes */*", "")).isEqualTo(QUANTUM);
    later.answered(Json.parse("{\"done\":true}"));
    assertThat(new UploadSessions(folder).find(session.id()).orElseThrow().answer())
        .contains(Json.parse("{\"done\":true}"));
  }

  @Test
  void refusesAGap() {
    UploadSession session = new UploadSessions(folder).open(Json.object());

    assertThatThrownBy(() -> receive(session, "bytes 5-6/7", "xy"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("exceeds already uploaded size of 0 byte(s)");
  }

  @Test
  void refusesAPartThatIsNoMultipleOfTheQuantum() {
    UploadSession session = new UploadSessions(folder).open(Json.object());

    assertThatThrownBy(() -> receive(session, "bytes 0-1/*", "xy"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("262144");
  }

  @Test
  void findsNoSessionOfAStrangeName() {
    assertThat(new UploadSessions(folder).find("../warehouse.duckdb")).isEmpty();
  }

  private static long receive(UploadSession session, String range, String text) throws IOException {
    return session.receive(
        ContentRange.parse(range, ""), new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
