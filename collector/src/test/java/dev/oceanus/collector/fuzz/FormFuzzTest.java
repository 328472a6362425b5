package dev.oceanus.collector.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.FormFields;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Multipart;
import dev.oceanus.collector.request.Values;
import org.junit.jupiter.api.Tag;

/** A form is taken apart inside its body, in its order, and what was read can be written again. */
@Tag("slow")
class FormFuzzTest {
  private static final int MOST = 20;
  private static final String BOUNDARY = "x";
  private static final FormFields FORMS = new FormFields(MOST);

  @FuzzTest
  void readsAFormThatComesBackWhenItIsWritten(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int line = text.indexOf('\n');
    header(line < 0 ? text : text.substring(0, line), bytes);
    String body = text.substring(line + 1);
    if (Multipart.of(BOUNDARY, body, MOST) instanceof Multipart.Parts all) {
      inOrder(all, body);
      comesBack(body);
    }
  }

  /** Whatever the header says, a body is read or refused. */
  private static void header(String header, byte[] body) {
    MediaType media = MediaType.parse(header);
    Claim.same(media.type(), media.type().strip());
    switch (FORMS.read(media, body)) {
      case Decoded.Events(var events) -> {
        Claim.that(FormFields.takes(media), "only forms are read");
        Claim.same(events.size(), 1);
        Claim.that(events.getFirst().size() <= MOST, "no more fields than are taken");
      }
      case Decoded.Unreadable(var reason, var detail) ->
          Claim.that(reason != null && !detail.isEmpty(), "a reason has words");
    }
  }

  private static void inOrder(Multipart.Parts all, String body) {
    Claim.that(all.parts().size() <= MOST, "no more parts than are taken");
    int at = 0;
    for (Multipart.Part part : all.parts()) {
      Claim.that(at <= part.start(), "parts do not overlap");
      Claim.that(part.start() <= part.valueStart(), "a value is behind its headers");
      Claim.that(part.valueStart() <= part.end(), "a value ends behind its begin");
      Claim.that(part.end() <= body.length(), "a value is inside of the body");
      at = part.end();
    }
  }

  private static void comesBack(String body) {
    Values values = read(body);
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (values.name(i).matches("(?s).*[\"\\r\\n%\\\\].*")) {
        return; // browsers escape these, and we do not escape here
      }
      written.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"");
      written.append(latin1(values.name(i))).append("\"\r\n\r\n");
      written.append(latin1(values.text(i))).append("\r\n");
    }
    Values again = read(written + "--" + BOUNDARY + "--");
    Claim.same(again.size(), values.size());
    for (int i = 0; i < values.size(); i++) {
      Claim.same(again.name(i), values.name(i));
      Claim.same(again.text(i), values.text(i));
    }
  }

  private static Values read(String body) {
    MediaType media = MediaType.parse("multipart/form-data; boundary=" + BOUNDARY);
    if (FORMS.read(media, body.getBytes(ISO_8859_1)) instanceof Decoded.Events read) {
      return read.events().getFirst();
    }
    throw new AssertionError("cannot be read, though it has parts");
  }

  private static String latin1(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
