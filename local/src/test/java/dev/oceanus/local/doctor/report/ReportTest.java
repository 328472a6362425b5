package dev.oceanus.local.doctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.check.Finding.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Report MIXED =
      new Report(
          "https://shop.example/",
          List.of(
              Finding.ok("page", "it answered 200"),
              Finding.warning("cookies", "none", "Look"),
              Finding.problem("events", "refused with 404. There is no such site.", "Mend it"),
              Finding.unchecked("row", "not known", "")));

  @Test
  void writesALineForEachFindingAndTheSum() {
    assertThat(MIXED.text().lines())
        .containsExactly(
            "ok         page      it answered 200",
            "warning    cookies   none. Look",
            "problem    events    refused with 404. There is no such site. Mend it",
            "unchecked  row       not known",
            "1 problem, 1 warning, 1 not checked.");
  }

  @Test
  void saysThatAllIsWell() {
    assertThat(new Report("x", List.of(Finding.ok("page", "fine"))).text())
        .endsWith("All well." + System.lineSeparator());
  }

  @Test
  void writesOneObjectForPrograms() {
    JsonNode json = JsonMapper.shared().readTree(MIXED.json());

    assertThat(json.get("examined").asString()).isEqualTo("https://shop.example/");
    assertThat(json.get("problems").asInt()).isEqualTo(1);
    assertThat(json.get("warnings").asInt()).isEqualTo(1);
    assertThat(json.get("unchecked").asInt()).isEqualTo(1);
    assertThat(json.get("findings")).hasSize(4);
    assertThat(json.at("/findings/2/level").asString()).isEqualTo("problem");
    assertThat(json.at("/findings/2/about").asString()).isEqualTo("events");
    assertThat(json.at("/findings/2/advice").asString()).isEqualTo("Mend it");
  }

  @Test
  void letsNoPageWriteToTheTerminal() {
    Report report = new Report("x", List.of(Finding.ok("tag", "a\u001b[2J\nok  row  all well")));

    assertThat(report.text()).hasLineCount(2).doesNotContain("\u001b");
    assertThat(report.json()).doesNotContain("\u001b");
    assertThat(report.count(Level.OK)).isEqualTo(1);
  }
}
