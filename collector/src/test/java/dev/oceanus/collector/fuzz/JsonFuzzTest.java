package dev.oceanus.collector.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.oceanus.collector.request.CodePoints;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEscapes;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.Values;
import java.util.List;
import org.junit.jupiter.api.Tag;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON is taken where Jackson's tree takes it and our limits allow, with the tree's values; of an
 * array each event by itself.
 */
@Tag("slow")
class JsonFuzzTest {
  private static final int MOST = 5;
  private static final JsonEvents EVENTS = new JsonEvents(MOST);
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** As deep as an array may be whose events are told apart, any number, keys that stand twice. */
  private static final JsonMapper ANY =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(1_000)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @FuzzTest
  void readsEventsAsJacksonsTreeDoes(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    switch (EVENTS.read(bytes)) {
      case Decoded.Events(var events) -> same(events, any(text), text);
      case Decoded.Unreadable(var reason, var detail) -> {
        Claim.that(!detail.isEmpty(), "a reason has words");
        if (reason == Reason.NOT_JSON) {
          Claim.that(text.startsWith("\uFEFF") || !isJson(text), "not JSON for Jackson either");
        }
      }
    }
  }

  /** By its tokens alone: not every number of JSON is one of Java's. */
  private static boolean isJson(String text) {
    try (JsonParser parser =
        STRICT.createParser(ObjectReadContext.empty(), JsonEscapes.wellFormed(text))) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Jackson's tree, which has no name with half a character. */
  private static JsonNode any(String text) {
    return ANY.readTree(JsonEscapes.wellFormed(text));
  }

  private static void same(List<Values> events, JsonNode tree, String text) {
    Claim.that(events.size() <= MOST, "no more events than are taken");
    Claim.same(events.size(), tree.isArray() ? tree.size() : 1);
    for (int i = 0; i < events.size(); i++) {
      JsonNode node = tree.isArray() ? tree.get(i) : tree;
      Values values = events.get(i);
      Claim.that(text.contains(values.raw()), "an event's text is of the body");
      Claim.same(any(values.raw()), node);
      Decoded.Unreadable unfit = values.unfit();
      if (unfit != null) {
        unfit(unfit.reason(), values, node);
      } else {
        Claim.that(node.isObject(), "an event is an object");
        Claim.same(values.size(), node.size());
        Claim.that(isJson(values.raw()), "no key of an event stands twice");
        members(values, node);
      }
    }
  }

  private static void unfit(Reason reason, Values values, JsonNode node) {
    Claim.same(values.size(), 0);
    switch (reason) {
      case NOT_AN_OBJECT -> Claim.that(!node.isObject(), "what is refused as none is no object");
      case DUPLICATE_KEY -> Claim.that(!isJson(values.raw()), "a key stands twice for Jackson too");
      default -> Claim.same(reason, Reason.TOO_COMPLEX);
    }
  }

  private static void members(Values values, JsonNode node) {
    for (int i = 0; i < values.size(); i++) {
      JsonNode member = node.get(values.name(i));
      Claim.that(member != null, "a member of this name");
      if (member == null) {
        return;
      }
      String kept = values.text(i);
      if (values.kind(i) == Kind.TEXT) {
        Claim.same(kept, CodePoints.wellFormed(member.asString()));
      } else {
        Claim.same(ANY.readTree(kept), any(kept));
        Claim.same(ANY.readTree(kept).getNodeType(), member.getNodeType());
      }
    }
  }
}
