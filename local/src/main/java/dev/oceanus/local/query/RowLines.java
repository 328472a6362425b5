package dev.oceanus.local.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer as it travels from the process that has the warehouse open: one JSON array a line, that
 * begins with a word: {@code ["columns",name,kind,...]}, {@code ["row",...]}, {@code ["end"]} or
 * {@code ["failed",message]}. What breaks off without an end is not taken for whole.
 */
final class RowLines implements RowSink {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final OutputStream out;
  private final JsonGenerator json;

  RowLines(OutputStream out) {
    this.out = out;
    this.json = JSON.createGenerator(ObjectWriteContext.empty(), out);
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    List<@Nullable String> cells = new ArrayList<>();
    for (Column column : columns) {
      cells.add(column.name());
      cells.add(column.kind().name());
    }
    line("columns", cells);
  }

  @Override
  public void row(List<@Nullable String> cells) throws IOException {
    line("row", cells);
  }

  @Override
  public void end() throws IOException {
    line("end", List.of());
    json.flush();
    out.flush();
  }

  void failed(String message) throws IOException {
    line("failed", List.of(message));
    json.flush();
    out.flush();
  }

  private void line(String word, List<? extends @Nullable String> cells) throws IOException {
    try {
      json.writeStartArray();
      json.writeString(word);
      for (String cell : cells) {
        if (cell == null) {
          json.writeNull();
        } else {
          json.writeString(cell);
        }
      }
      json.writeEndArray();
      json.writeRaw('\n');
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Hands on what comes from the other side.
   *
   * @throws QueryFailedException what the other side says
   * @throws IOException if it breaks off
   */
  static void read(InputStream in, RowSink sink) throws IOException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        parser.nextToken();
        String word = parser.getString();
        List<@Nullable String> cells = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
            token != JsonToken.END_ARRAY;
            token = parser.nextToken()) {
          cells.add(token == JsonToken.VALUE_NULL ? null : parser.getString());
        }
        if (hand(word, cells, sink)) {
          return;
        }
      }
    } catch (JacksonException e) {
      throw new IOException("the answer is broken: " + e.getMessage(), e);
    }
    throw new IOException("the answer broke off");
  }

  /** Whether this was the end. */
  private static boolean hand(String word, List<@Nullable String> cells, RowSink sink)
      throws IOException {
    switch (word) {
      case "columns" -> {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i + 1 < cells.size(); i += 2) {
          columns.add(
              new Column(
                  String.valueOf(cells.get(i)),
                  Column.Kind.valueOf(String.valueOf(cells.get(i + 1)))));
        }
        sink.columns(columns);
      }
      case "row" -> sink.row(cells);
      case "failed" -> throw new QueryFailedException(String.valueOf(cells.getFirst()));
      case "end" -> {
        sink.end();
        return true;
      }
      default -> throw new IOException("the answer has a line '" + word + "'");
    }
    return false;
  }
}
