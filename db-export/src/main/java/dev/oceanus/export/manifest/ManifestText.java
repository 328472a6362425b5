package dev.oceanus.export.manifest;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.column.Kind;
import dev.oceanus.export.plan.Format;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Manifests as JSON, and back. */
public final class ManifestText {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private ManifestText() {}

  /** As it stands in its file. */
  public static String write(Manifest manifest) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("version", VERSION)
            .put("run", manifest.run())
            .put("date", manifest.date().toString())
            .put("definition", manifest.definition())
            .put("database", manifest.database())
            .put("snapshot", manifest.snapshot())
            .put("format", manifest.format().key())
            .put("compression", "gzip")
            .put("started", manifest.started().toString())
            .put("finished", manifest.finished().toString())
            .put("rows", manifest.rows())
            .put("bytes", manifest.bytes());
    ArrayNode files = json.putArray("files");
    for (ExportedFile file : manifest.files()) {
      write(file, files.addObject());
    }
    return json.toPrettyString() + "\n";
  }

  private static void write(ExportedFile file, ObjectNode json) {
    json.put("export", file.export())
        .put("file", file.file())
        .put("rows", file.rows())
        .put("bytes", file.bytes())
        .put("text_bytes", file.textBytes())
        .put("sha256", file.sha256());
    ArrayNode columns = json.putArray("columns");
    for (Column column : file.columns()) {
      ObjectNode each =
          columns
              .addObject()
              .put("name", column.name())
              .put("type", column.kind().name())
              .put("source", column.source());
      Long nulled = file.nulled().get(column.name());
      if (nulled != null) {
        each.put("nulled", nulled);
      }
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none of this version
   */
  public static Manifest read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.path("version").asInt(0) != VERSION) {
        throw new IllegalArgumentException("its version is not " + VERSION);
      }
      List<ExportedFile> files = new ArrayList<>();
      json.path("files").forEach(file -> files.add(file(file)));
      return new Manifest(
          json.path("run").asString(),
          LocalDate.parse(json.path("date").asString()),
          json.path("definition").asString(),
          json.path("database").asString(),
          json.path("snapshot").asString(),
          Format.valueOf(json.path("format").asString().toUpperCase(Locale.ROOT)),
          Instant.parse(json.path("started").asString()),
          Instant.parse(json.path("finished").asString()),
          files);
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("it is no manifest", e);
    }
  }

  private static ExportedFile file(JsonNode json) {
    List<Column> columns = new ArrayList<>();
    Map<String, Long> nulled = new TreeMap<>();
    for (JsonNode column : json.path("columns")) {
      String name = column.path("name").asString();
      columns.add(
          new Column(
              name,
              Kind.valueOf(column.path("type").asString()),
              column.path("source").asString()));
      if (column.has("nulled")) {
        nulled.put(name, column.path("nulled").asLong());
      }
    }
    return new ExportedFile(
        json.path("export").asString(),
        json.path("file").asString(),
        json.path("rows").asLong(),
        json.path("bytes").asLong(),
        json.path("text_bytes").asLong(),
        json.path("sha256").asString(),
        columns,
        nulled);
  }
}
