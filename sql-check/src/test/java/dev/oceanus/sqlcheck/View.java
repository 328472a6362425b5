package dev.oceanus.sqlcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A view as its file has it.
 *
 * @param name of the file, without its end
 * @param sql with the placeholder {@code {table}}
 */
record View(String name, Dialect dialect, String sql) {
  private static final Path FOLDER =
      Path.of("..", "table-creator", "src/main/resources/dev/oceanus/tables/views");

  /** All views of a dialect. */
  static List<View> of(Dialect dialect) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(dialect.key()))) {
      return files.sorted().map(file -> read(dialect, file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static View read(Dialect dialect, Path file) {
    try {
      String name = String.valueOf(file.getFileName()).replace(".sql", "");
      String visits = Files.readString(FOLDER.resolve("visits").resolve(dialect.key() + ".sql"));
      return new View(name, dialect, Files.readString(file).replace("{visits}", visits));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its query, of a table that is written in the dialect's way. */
  String query(String table) {
    return sql.replace("{table}", table);
  }

  /** What its first line says. */
  String description() {
    return sql.lines().findFirst().orElse("").replaceFirst("^-- ", "");
  }

  @Override
  public String toString() {
    return dialect.key() + "/" + name;
  }
}
