package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H18: the media types of the routes are taken, any other is answered 415. */
class H18ContentTypeTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/json",
        "Application/JSON; charset=\"utf-8\"",
        "application/json; x=y"
      })
  void takesEventsAsJsonOrText(String type) throws IOException {
    inputs.stored(TestSites.DEMO, post("/v1/events/demo", type, "{\"evt\":\"e\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/html",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "text/plain;charset=Shift_JIS",
        "application/jsonp",
        "application/" + MARKER,
        MARKER,
        ";",
        "text/plain, application/json"
      })
  void refusesEventsOfAnotherType(String type) throws IOException {
    assertThat(inputs.refused(post("/v1/events/demo", type, "{\"evt\":\"e\"}"), 415).utf8())
        .contains("\"reason\":\"media_type\"");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, evt=e",
    "application/x-www-form-urlencoded;charset=UTF-8, evt=e",
    "multipart/form-data; boundary=x, '--x\r\nContent-Disposition: form-data; name=\"evt\"\r\n\r\ne\r\n--x--'"
  })
  void takesFormsOfBothTypes(String type, String body) throws IOException {
    assertThat(inputs.stored(TestSites.DEMO, post("/v1/form/demo", type, body)).get("event_name"))
        .isEqualTo("e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/json",
        "multipart/mixed; boundary=x",
        "application/x-www-form-urlencoded; charset=EUC-JP",
        MARKER
      })
  void refusesFormsOfAnotherType(String type) throws IOException {
    inputs.refused(post("/v1/form/demo", type, "evt=e"), 415);
  }

  @Test
  void refusesTenThousandParts() throws IOException {
    String parts = "--x\r\n\r\n\r\n".repeat(10_000) + "--x--";
    assertThat(
            inputs
                .refused(post("/v1/form/demo", "multipart/form-data; boundary=x", parts), 400)
                .utf8())
        .contains("\"reason\":\"too_many_parameters\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "; boundary=", "; boundary=y", "; boundary=\"x"})
  void refusesAMultipartBodyWithoutItsBoundary(String parameter) throws IOException {
    inputs.refused(post("/v1/form/demo", "multipart/form-data" + parameter, "--x--" + MARKER), 400);
  }
}
