package dev.oceanus.collector.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Tells the elements of an array apart, also those that are refused for what they hold. */
final class JsonElements {
  /** Each level takes memory while it is read, so what is deeper is refused with all beside it. */
  static final int MAX_DEPTH = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .build();

  private JsonElements() {}

  /**
   * Where they are in a text.
   *
   * @param text without halves of characters
   * @param most longest array that is taken
   * @return begin and end of each; empty if the text is no array, no JSON, or too long or deep
   */
  static Optional<List<int[]>> of(String text, int most) {
    char[] chars = text.toCharArray();
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), chars, 0, chars.length)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      List<int[]> elements = new ArrayList<>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (token == null || elements.size() == most) {
          return Optional.empty();
        }
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        elements.add(new int[] {begin, (int) parser.currentLocation().getCharOffset()});
      }
      return parser.nextToken() == null ? Optional.of(elements) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
