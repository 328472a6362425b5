package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads events from JSON: one object, or an array of them. Strict about JSON and about its limits,
 * where one event of an array that breaks a limit does not spoil the others; bytes that are not
 * UTF-8, and escapes that are half of a character, become U+FFFD; objects and arrays inside an
 * event are kept as they were written otherwise. Thread-safe.
 */
public final class JsonEvents {
  /** Deepest nesting of one event. */
  public static final int MAX_DEPTH = 32;

  /** Most keys of one event, those of nested objects included. */
  public static final int MAX_KEYS = 500;

  /** Longest number in characters. */
  public static final int MAX_NUMBER = 300;

  private static final Decoded.Unreadable NO_OBJECT =
      new Decoded.Unreadable(Reason.NOT_AN_OBJECT, "an event is a JSON object");
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .build();

  private final int maxEvents;

  /**
   * @param maxEvents longest array that is taken
   */
  public JsonEvents(int maxEvents) {
    this.maxEvents = maxEvents;
  }

  /** Whether bodies of this media type are taken for JSON. */
  public static boolean takes(MediaType media) {
    boolean known = media.type().equals("application/json") || media.type().equals("text/plain");
    return known && media.utf8();
  }

  /** Reads a body. */
  public Decoded read(byte[] body) {
    return read(new String(body, UTF_8));
  }

  /** Reads a text. */
  public Decoded read(String text) {
    return decode(text, true);
  }

  /** Reads the one JSON value that a text holds; the values are those of an object. */
  public Decoded readValue(String text) {
    return decode(text, false);
  }

  private Decoded decode(String text, boolean arrays) {
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      return new Decoded.Unreadable(Reason.NOT_JSON, "begins with a byte order mark");
    }
    String mended = JsonEscapes.wellFormed(text); // Jackson reads no name with half a character
    Decoded read = decode(text, mended, arrays);
    return arrays && read instanceof Decoded.Unreadable bad && isOfOneEvent(bad.reason())
        ? JsonElements.of(mended, maxEvents).map(found -> eachAlone(text, found)).orElse(read)
        : read;
  }

  private static boolean isOfOneEvent(Reason reason) {
    return reason == Reason.TOO_COMPLEX || reason == Reason.DUPLICATE_KEY;
  }

  private Decoded eachAlone(String text, List<int[]> elements) {
    return new Decoded.Events(
        elements.stream().map(each -> alone(text.substring(each[0], each[1]))).toList());
  }

  private Values alone(String text) {
    return switch (readValue(text)) {
      case Decoded.Events(var events) -> events.getFirst();
      case Decoded.Unreadable bad -> {
        Values values = new Values(Raw.Form.JSON, text, 0);
        values.isUnfit(bad);
        yield values;
      }
    };
  }

  private Decoded decode(String text, String mended, boolean arrays) {
    char[] chars = mended.toCharArray();
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), chars, 0, chars.length)) {
      return new Reading(text, mended, parser).document(arrays ? maxEvents : -1);
    } catch (Refusal refusal) {
      return new Decoded.Unreadable(refusal.reason, refusal.detail);
    } catch (JacksonException e) {
      return refused(e);
    }
  }

  /** The one place that tells Jackson's complaints apart. */
  private static Decoded.Unreadable refused(JacksonException e) {
    String message = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return new Decoded.Unreadable(
          Reason.TOO_COMPLEX,
          "nested deeper than " + MAX_DEPTH + " or a number over " + MAX_NUMBER + " digits");
    }
    if (message != null && message.startsWith("Duplicate Object property")) {
      return new Decoded.Unreadable(Reason.DUPLICATE_KEY, "a key stands twice in an object");
    }
    return new Decoded.Unreadable(Reason.NOT_JSON, "not well-formed JSON");
  }

  /** A limit of ours; without a stack trace, as it is an answer and not a fault. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;
    private final String detail;

    Refusal(Reason reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
      this.detail = detail;
    }
  }

  /** One pass over one text. */
  private static final class Reading {
    private final String sent;
    private final String mended;
    private final JsonParser parser;
    private int keys;

    /**
     * @param mended what is read, as long as what was sent
     */
    Reading(String sent, String mended, JsonParser parser) {
      this.sent = sent;
      this.mended = mended;
      this.parser = parser;
    }

    Decoded document(int maxElements) {
      JsonToken first = parser.nextToken();
      List<Values> events;
      if (first == null) {
        throw new Refusal(Reason.NOT_JSON, "empty");
      } else if (first == JsonToken.START_ARRAY && maxElements >= 0) {
        events = elements(maxElements);
      } else {
        events = List.of(element(first));
      }
      if (parser.nextToken() != null) {
        throw new Refusal(Reason.NOT_JSON, "something follows the value");
      }
      return new Decoded.Events(events);
    }

    private List<Values> elements(int most) {
      List<Values> events = new ArrayList<>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (events.size() == most) {
          throw new Refusal(Reason.TOO_MANY_EVENTS, "more than " + most + " events");
        }
        events.add(element(token));
      }
      if (events.isEmpty()) {
        throw new Refusal(Reason.NO_EVENTS, "an empty array");
      }
      return events;
    }

    private Values element(JsonToken token) {
      Values values = new Values(Raw.Form.JSON, sent, tokenStart());
      keys = 0;
      if (token == JsonToken.START_OBJECT) {
        members(values);
      } else {
        values.isUnfit(NO_OBJECT);
        pass(token);
      }
      values.endsAt(position());
      return values;
    }

    private void members(Values into) {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        countKey();
        JsonToken token = parser.nextToken();
        switch (token) {
          case START_OBJECT, START_ARRAY -> into.add(name, Kind.COMPOUND, compound(token));
          case VALUE_STRING -> into.add(name, Kind.TEXT, CodePoints.wellFormed(string()));
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> into.add(name, Kind.NUMBER, number());
          case VALUE_TRUE -> into.add(name, Kind.BOOLEAN, "true");
          case VALUE_FALSE -> into.add(name, Kind.BOOLEAN, "false");
          case VALUE_NULL -> into.add(name, Kind.NULL, "null");
          default -> throw new IllegalStateException("token " + token);
        }
      }
    }

    private String compound(JsonToken token) {
      int start = tokenStart();
      pass(token);
      return mended.substring(start, position());
    }

    /** Goes to the end of the value that begins with this token. */
    private void pass(JsonToken first) {
      int depth = 0;
      @Nullable JsonToken token = first;
      do {
        switch (token) {
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          case PROPERTY_NAME -> countKey();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
          case VALUE_STRING -> parser.getStringLength();
          case null -> throw new Refusal(Reason.NOT_JSON, "ends too early");
          default -> {}
        }
        token = depth == 0 ? token : parser.nextToken();
      } while (depth > 0);
    }

    private void countKey() {
      if (++keys > MAX_KEYS) {
        throw new Refusal(Reason.TOO_COMPLEX, "more than " + MAX_KEYS + " keys");
      }
    }

    private String string() {
      return parser.getString();
    }

    private String number() {
      String number = parser.getString();
      if (number.length() > MAX_NUMBER) {
        throw new Refusal(Reason.TOO_COMPLEX, "a number of over " + MAX_NUMBER + " characters");
      }
      boolean exponent = number.indexOf('e') >= 0 || number.indexOf('E') >= 0;
      if (exponent && Double.isInfinite(Double.parseDouble(number))) {
        throw new Refusal(Reason.TOO_COMPLEX, "a number beyond what a double holds");
      }
      return number;
    }

    private int tokenStart() {
      return (int) parser.currentTokenLocation().getCharOffset();
    }

    private int position() {
      return (int) parser.currentLocation().getCharOffset();
    }
  }
}
