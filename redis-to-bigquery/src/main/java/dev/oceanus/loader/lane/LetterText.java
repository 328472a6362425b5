package dev.oceanus.loader.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.mask.Masking;
import dev.oceanus.common.schema.Schemas;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/**
 * An entry as a dead letter shows it: masked first, then cut, so that nothing which is masked can
 * hide in what was cut. An entry is JSON by columns, so that a name of the wire means its column.
 *
 * @param text never empty
 * @param state how much of the entry it is, as in the column {@code event_state}
 */
record LetterText(String text, String state) {
  private static final int LONGEST =
      Schemas.DEAD_LETTERS.field(Schemas.DEAD_LETTERS.index("event")).maxLength();

  static LetterText of(byte[] entry, Masking masking) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(entry)).toString();
    } catch (CharacterCodingException e) {
      String base64 = "base64:" + Base64.getEncoder().encodeToString(entry);
      return masking.isEmpty() ? cut(base64, "whole") : withheld();
    }
    String masked = masking.json(text);
    if (masked == null) {
      return withheld();
    }
    return cut(masked, masked.equals(text) ? "whole" : "masked");
  }

  private static LetterText withheld() {
    return new LetterText(
        "withheld: it cannot be read, so nothing in it can be masked", "withheld");
  }

  private static LetterText cut(String text, String state) {
    return text.codePointCount(0, text.length()) > LONGEST
        ? new LetterText(text.substring(0, text.offsetByCodePoints(0, LONGEST)), "cut")
        : new LetterText(text, state);
  }
}
