package dev.oceanus.local.folder;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * How a running process is reached by the commands beside it. Kept in a file that only its owner
 * may read, because it holds the key to the data.
 *
 * @param pid of the process
 * @param publicUrl the collector, as {@code http://127.0.0.1:8080}
 * @param queryUrl where SQL is answered
 * @param token who brings it may ask
 * @param redisPort on 127.0.0.1
 * @param tables what is written to
 */
public record Running(
    long pid, String publicUrl, String queryUrl, String token, int redisPort, List<Table> tables) {
  private static final String TABLE = "table.";

  public Running {
    tables = List.copyOf(tables);
  }

  /**
   * A table that events go to.
   *
   * @param name of the table, and of its lane
   * @param shards number of its streams
   * @param sites names of the sites whose events it holds
   */
  public record Table(String name, int shards, List<String> sites) {
    public Table {
      sites = List.copyOf(sites);
    }
  }

  /** Writes the file, as a whole or not at all. */
  public void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("public", publicUrl);
    properties.setProperty("query", queryUrl);
    properties.setProperty("token", token);
    properties.setProperty("redis", Integer.toString(redisPort));
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      properties.setProperty(
          TABLE + i,
          (table.name + " " + table.shards + " " + String.join(" ", table.sites)).strip());
    }
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text.toString());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What the file says, or empty if there is none. */
  public static Optional<Running> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    List<Table> tables = new ArrayList<>();
    for (int i = 0; ; i++) {
      String line = properties.getProperty(TABLE + i);
      if (line == null) {
        break;
      }
      List<String> words = Arrays.stream(line.split(" ")).toList();
      tables.add(
          new Table(words.get(0), Integer.parseInt(words.get(1)), words.subList(2, words.size())));
    }
    return Optional.of(
        new Running(
            Long.parseLong(properties.getProperty("pid", "0")),
            properties.getProperty("public", ""),
            properties.getProperty("query", ""),
            properties.getProperty("token", ""),
            Integer.parseInt(properties.getProperty("redis", "0")),
            tables));
  }
}
