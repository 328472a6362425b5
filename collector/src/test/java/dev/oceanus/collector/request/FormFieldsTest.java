package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oceanus.collector.request.Decoded.Events;
import dev.oceanus.collector.request.Decoded.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormFieldsTest {
  private static final int MOST = 10;
  private static final MediaType URL_ENCODED = MediaType.parse("application/x-www-form-urlencoded");
  private static final MediaType MULTIPART = MediaType.parse("multipart/form-data; boundary=XX");

  private final FormFields forms = new FormFields(MOST);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-www-form-urlencoded | true",
        "application/x-www-form-urlencoded; charset=UTF-8 | true",
        "application/x-www-form-urlencoded; charset=Shift_JIS | false",
        "multipart/form-data; boundary=x | true",
        "multipart/form-data | true",
        "multipart/mixed; boundary=x | false",
        "application/json | false",
        "text/plain | false"
      })
  void takesFormsInUtf8(String header, boolean taken) {
    assertThat(FormFields.takes(MediaType.parse(header))).isEqualTo(taken);
  }

  @Test
  void readsUrlEncodedFields() {
    assertThat(fields(URL_ENCODED, "name=%E5%B1%B1+%E7%94%B0&mail=a%40b"))
        .containsExactly("name=山 田", "mail=a@b");
  }

  static Stream<Arguments> multiparts() {
    return Stream.of(
        arguments(part("; name=\"a\"", "1") + part("; name=\"b\"", "2"), List.of("a=1", "b=2")),
        arguments(part("; name=\"a\"", ""), List.of("a=")),
        arguments(part("; name=\"a\"", "1\r\n2\r\n"), List.of("a=1\r\n2\r\n")),
        arguments(part("; name=\"日本\"", "山田 🐋"), List.of("日本=山田 🐋")),
        arguments(part("; name=\"q%22%0D%0An\"", "1"), List.of("q\"\r\nn=1")),
        arguments(
            part("; name=\"f\"; filename=\"x.txt\"", "file") + part("; name=\"a\"", "1"),
            List.of("a=1")),
        arguments(part("; filename=\"x.txt\"; name=\"f\"", "file"), List.of()),
        arguments(part("; name=\"f\"; filename=\"\"", ""), List.of()),
        arguments(part("", "no name"), List.of()),
        arguments(part(";name=\"a\"", "no space"), List.of("a=no space")),
        arguments(part("; name=a", "no quotes"), List.of("a=no quotes")),
        arguments(part("; NAME=\"a\"", "capitals"), List.of("a=capitals")),
        arguments(part("; filename*=UTF-8''x; name=\"f\"", "file"), List.of()),
        arguments(
            "--XX\r\nX-Other: 1\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n",
            List.of("a=1")),
        arguments("--XX\r\n\r\nno headers\r\n", List.of()),
        arguments(part("; name=\"a\"", "--XY and --X"), List.of("a=--XY and --X")),
        arguments(part("; name=\"a\"", "1") + part("; name=\"a\"", "2"), List.of("a=1", "a=2")),
        arguments("", List.of()));
  }

  @ParameterizedTest
  @MethodSource("multiparts")
  void readsTextFieldsOfAMultipartBody(String parts, List<String> fields) {
    assertThat(fields(MULTIPART, parts + "--XX--\r\n")).isEqualTo(fields);
  }

  static Stream<Arguments> unreadable() {
    String field = part("; name=\"a\"", "1");
    return Stream.of(
        arguments(URL_ENCODED, "a=&".repeat(MOST + 1), Reason.TOO_MANY_PARAMETERS),
        arguments(MULTIPART, field.repeat(MOST + 1) + "--XX--", Reason.TOO_MANY_PARAMETERS),
        arguments(MULTIPART, "", Reason.NOT_MULTIPART),
        arguments(MULTIPART, "--XX", Reason.NOT_MULTIPART),
        arguments(MULTIPART, "preamble\r\n--XX--", Reason.NOT_MULTIPART),
        arguments(MULTIPART, field, Reason.NOT_MULTIPART),
        arguments(
            MULTIPART, "--XX\r\nContent-Disposition: form-data; name=\"a\"", Reason.NOT_MULTIPART),
        arguments(MediaType.parse("multipart/form-data"), field, Reason.NOT_MULTIPART),
        arguments(MediaType.parse("multipart/form-data; boundary="), field, Reason.NOT_MULTIPART),
        arguments(
            MediaType.parse("multipart/form-data; boundary=" + "x".repeat(71)),
            field,
            Reason.NOT_MULTIPART),
        arguments(MediaType.parse("text/plain"), "a=1", Reason.MEDIA_TYPE),
        arguments(
            MediaType.parse("application/x-www-form-urlencoded; charset=utf-16"),
            "a=1",
            Reason.MEDIA_TYPE));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void refusesWithTheReason(MediaType media, String body, Reason reason) {
    assertThat(forms.read(media, body.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(reason));
  }

  @Test
  void takesAsManyPartsAsAllowed() {
    assertThat(fields(MULTIPART, part("; name=\"a\"", "1").repeat(MOST) + "--XX--")).hasSize(MOST);
  }

  @Property
  void neverFailsWhateverTheBodyIs(@ForAll byte[] body) {
    String inside = part("; name=\"a\"", new String(body, ISO_8859_1)) + "--XX--";
    assertThat(forms.read(MULTIPART, body)).isNotNull();
    assertThat(forms.read(MULTIPART, inside.getBytes(ISO_8859_1))).isNotNull();
  }

  private static String part(String disposition, String value) {
    return "--XX\r\nContent-Disposition: form-data" + disposition + "\r\n\r\n" + value + "\r\n";
  }

  private List<String> fields(MediaType media, String body) {
    Values values = ((Events) forms.read(media, body.getBytes(UTF_8))).events().get(0);
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      fields.add(values.name(i) + "=" + values.text(i));
    }
    return fields;
  }
}
