package dev.oceanus.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report for programs. */
public final class JsonReport {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private JsonReport() {}

  /** The report as text. */
  public static String of(Report report) {
    return JSON.writeValueAsString(report) + "\n";
  }

  /** Writes it to a file. */
  public static void write(Report report, Path file) {
    try {
      Files.writeString(file, of(report));
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
