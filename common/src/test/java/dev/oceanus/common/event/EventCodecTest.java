package dev.oceanus.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.EventCodec.Decoded;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.schema.Source;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class EventCodecTest {
  private static final Source ANY = Source.wire("any");
  private static final Schema SCHEMA =
      new Schema(
          "test",
          List.of(
              Field.string("name", 5, ANY, "A name.").asRequired(),
              Field.of("at", FieldType.TIMESTAMP, ANY, "A time."),
              Field.of("count", FieldType.INT64, ANY, "A number."),
              Field.of("ratio", FieldType.FLOAT64, ANY, "A ratio."),
              Field.of("flag", FieldType.BOOL, ANY, "A flag."),
              Field.json("props", 64, ANY, "More.")));
  private final EventCodec codec = new EventCodec(SCHEMA);

  @Test
  void writesOneFlatObjectWithoutNulls() {
    Event event = new Event(SCHEMA);
    event.set("name", "海\"\\");
    event.set("at", Instant.parse("2026-11-23T08:15:02.5Z"));
    event.set("count", 7L);
    event.set("flag", true);
    event.set("props", "{ \"a\" : 1.0 }");

    assertThat(new String(codec.encode(event), UTF_8))
        .isEqualTo(
            """
            {"name":"海\\"\\\\","at":"2026-11-23T08:15:02.500000Z","count":7,"flag":true,\
            "props":"{ \\"a\\" : 1.0 }"}""");
  }

  @Test
  void readsBackWhatItWrote() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 2_000; i++) {
      Event event = new Event(SCHEMA);
      event.set("name", anyText(random, 5));
      event.set("at", Instant.ofEpochSecond(random.nextLong(4_000_000_000L), 1_000));
      event.set("count", random.nextLong());
      event.set("ratio", random.nextDouble() * 1e300);
      event.set("flag", random.nextBoolean());
      event.set("props", "[" + random.nextInt() + ", null]");

      assertThat(codec.decode(codec.encode(event))).isEqualTo(new Decoded.Readable(event));
    }
  }

  @Test
  void writesLoneSurrogatesAsReplacementCharacters() {
    Event event = new Event(SCHEMA);
    event.set("name", "a\uD800b\uDC00");

    Decoded decoded = codec.decode(codec.encode(event));

    Event expected = new Event(SCHEMA);
    expected.set("name", "a\uFFFDb\uFFFD");
    assertThat(decoded).isEqualTo(new Decoded.Readable(expected));
  }

  @Test
  void countsCodePointsNotCharacters() {
    assertThat(codec.decode("{\"name\":\"𠮷𠮷𠮷𠮷𠮷\"}".getBytes(UTF_8)))
        .isInstanceOf(Decoded.Readable.class);
    assertThat(codec.decode("{\"name\":\"𠮷𠮷𠮷𠮷𠮷𠮷\"}".getBytes(UTF_8)))
        .isEqualTo(new Decoded.Unreadable("name", "must have at most 5 characters"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "``                                    | ``    | object",
        "[]                                    | ``    | object",
        "nonsense                              | ``    | JSON",
        "{\"name\":\"a\"                       | ``    | JSON",
        "{\"name\":\"a\"} {}                   | ``    | more behind",
        "{\"name\":\"a\",\"other\":1}          | ``    | columns of test only",
        "{\"name\":\"a\",\"name\":\"b\"}       | name  | once",
        "{}                                    | name  | be there",
        "{\"name\":null}                       | name  | STRING",
        "{\"name\":1}                          | name  | STRING",
        "{\"name\":\"a\",\"at\":\"yesterday\"} | at    | timestamp",
        "{\"name\":\"a\",\"at\":1}             | at    | TIMESTAMP",
        "{\"name\":\"a\",\"count\":1.5}        | count | INT64",
        "{\"name\":\"a\",\"count\":9223372036854775808} | count | INT64",
        "{\"name\":\"a\",\"ratio\":1e400}      | ratio | finite",
        "{\"name\":\"a\",\"ratio\":\"1\"}      | ratio | FLOAT64",
        "{\"name\":\"a\",\"flag\":\"true\"}    | flag  | BOOL",
        "{\"name\":\"a\",\"props\":{}}         | props | JSON",
        "{\"name\":\"a\",\"props\":\"{\"}      | props | one JSON value",
        "{\"name\":\"a\",\"props\":\"1 2\"}    | props | one JSON value",
        "{\"name\":\"a\",\"props\":\"\"}       | props | one JSON value"
      })
  void saysWhatCannotBeRead(String json, String field, String rule) {
    Decoded decoded = codec.decode(json.getBytes(UTF_8));

    assertThat(decoded).isInstanceOf(Decoded.Unreadable.class);
    Decoded.Unreadable unreadable = (Decoded.Unreadable) decoded;
    assertThat(unreadable.field()).isEqualTo(field);
    assertThat(unreadable.detail()).contains(rule);
    assertThat(codec.check(json.getBytes(UTF_8))).isEqualTo(unreadable);
  }

  @Test
  void findsTheSameFaultsWhetherItReadsOrOnlyChecks() {
    Random random = new Random(3);
    EventCodec web = new EventCodec(Schemas.WEB);
    Event event = new Event(Schemas.WEB);
    event.set("event_id", "01a");
    event.set("site", "shop");
    event.set("event_name", "page_view 海");
    event.set("received_at", Instant.parse("2026-11-24T01:02:03.000004Z"));
    event.set("properties", "{\"a\":[1,\"x\",null]}");
    byte[] sound = web.encode(event);
    assertThat(web.check(sound)).isNull();

    int unsound = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = sound.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Decoded decoded = web.decode(bytes);
      boolean readable = decoded instanceof Decoded.Readable;
      assertThat(web.check(bytes)).isEqualTo(readable ? null : decoded);
      unsound += readable ? 0 : 1;
    }
    assertThat(unsound).isBetween(5_000, 19_999);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] bytes = "{\"name\":\"a?\"}".getBytes(UTF_8);
    bytes[10] = (byte) 0xC0;
    assertThat(codec.decode(bytes)).isInstanceOf(Decoded.Unreadable.class);
  }

  @Test
  void refusesDeepNestingInsideJson() {
    String deep = "[".repeat(30) + "]".repeat(30);
    String deeper = "[".repeat(2_000) + "]".repeat(2_000);
    Schema schema = new Schema("deep", List.of(Field.json("props", 10_000, ANY, "More.")));
    EventCodec deepCodec = new EventCodec(schema);

    assertThat(deepCodec.decode(("{\"props\":\"" + deep + "\"}").getBytes(UTF_8)))
        .isInstanceOf(Decoded.Readable.class);
    assertThat(deepCodec.decode(("{\"props\":\"" + deeper + "\"}").getBytes(UTF_8)))
        .isEqualTo(new Decoded.Unreadable("props", "must hold one JSON value"));
  }

  @Test
  void checksTheJsonOfTheTextColumnsThatHoldIt() {
    String row =
        "{\"dt\":\"d\",\"oid\":\"o\",\"sid\":\"a\",\"rad\":\"r\",\"evt\":\"e\",\"jsn\":\"%s\"}";
    EventCodec log = new EventCodec(Schemas.LOG);
    assertThat(log.decode(row.formatted("[1]").getBytes(UTF_8)))
        .isInstanceOf(Decoded.Readable.class);
    assertThat(log.decode(row.formatted("[1").getBytes(UTF_8)))
        .isEqualTo(new Decoded.Unreadable("jsn", "must hold one JSON value"));
    assertThat(log.check(row.formatted("x").getBytes(UTF_8)))
        .isEqualTo(new Decoded.Unreadable("jsn", "must hold one JSON value"));
  }

  @SuppressWarnings("unused") // a field source
  static final List<Schema> builtIn =
      List.of(Schemas.WEB, Schemas.LOG, Schemas.FORM, Schemas.REFUSED, Schemas.DEAD_LETTERS);

  @ParameterizedTest
  @FieldSource("builtIn")
  void readsEveryBuiltInSchemaBack(Schema schema) {
    Event event = new Event(schema);
    for (Field field : schema.fields()) {
      event.set(
          field.name(),
          switch (field.type()) {
            case STRING -> field.holdsJson() ? "{}" : "x";
            case JSON -> "{}";
            case TIMESTAMP -> Instant.EPOCH;
            case INT64 -> 1L;
            case FLOAT64 -> 1.0;
            case BOOL -> true;
          });
    }
    EventCodec each = new EventCodec(schema);
    assertThat(each.decode(each.encode(event))).isEqualTo(new Decoded.Readable(event));
  }

  private static String anyText(SplittableRandom random, int codePoints) {
    StringBuilder text = new StringBuilder();
    while (text.codePointCount(0, text.length()) < codePoints) {
      int c = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        text.appendCodePoint(c);
      }
    }
    return text.toString();
  }
}
