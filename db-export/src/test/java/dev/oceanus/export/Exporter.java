package dev.oceanus.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.manifest.ManifestText;
import dev.oceanus.export.run.ReadFile;
import dev.oceanus.export.server.DatabaseServer;
import dev.oceanus.testkit.process.ClassPath;
import dev.oceanus.testkit.process.JavaProgram;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The export as a process of its own, in a folder with a heap as in its container. */
final class Exporter {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final JavaProgram program;
  private final Map<String, String> settings = new HashMap<>();
  private int lives;

  Exporter(Path folder) {
    this.folder = folder;
    this.program =
        new JavaProgram(
            "export",
            ExportMain.class.getName(),
            ClassPath.own(),
            List.of("-Xmx150m", "-Duser.timezone=Europe/Berlin"),
            folder.resolve("logs"));
    set("OCEANUS_EXPORTS_FILE", folder.resolve("exports.yaml").toString());
    set("OCEANUS_EXPORT_TARGET", target().toString());
    set("OCEANUS_EXPORT_DATE", "2026-12-01");
    set("OCEANUS_TERMINATION_LOG", folder.resolve("termination").toString());
    set("OCEANUS_DB_TLS", "off");
  }

  /** One that reads this database as its administrator. */
  static Exporter of(Path folder, DatabaseServer server) {
    Exporter exporter = new Exporter(folder);
    exporter.set("OCEANUS_DB_URL", server.url());
    exporter.set("OCEANUS_DB_USER", server.user());
    exporter.file("password", DatabaseServer.PASSWORD + "\n");
    exporter.set("OCEANUS_DB_PASSWORD_FILE", folder.resolve("password").toString());
    return exporter;
  }

  Exporter set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  Exporter without(String name) {
    settings.remove(name);
    return this;
  }

  Exporter exports(String yaml) {
    return file("exports.yaml", yaml);
  }

  Exporter file(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** How a process ended. */
  record End(int code, String log) {}

  Life start() {
    lives++;
    return program.start(lives, settings);
  }

  End run() {
    Life life = start();
    int code = life.awaitEnd(LIMIT);
    return new End(code, log());
  }

  /** Waits until a process has begun with a file of this export. */
  void awaitBegun(String export, Life life) {
    Pause.until(
        LIMIT,
        () -> !life.isAlive() || names().stream().anyMatch(name -> name.startsWith(export + ".")));
    if (!life.isAlive()) {
      throw new AssertionError("it has ended: " + log());
    }
  }

  /** Of the last process. */
  String log() {
    return read(folder.resolve("logs/export.%03d.log".formatted(lives)));
  }

  Path target() {
    return folder.resolve("target");
  }

  Path day() {
    return target().resolve("2026-12-01");
  }

  Manifest manifest() {
    return ManifestText.read(read(day().resolve(Manifest.NAME)));
  }

  ExportedFile said(String export) {
    return manifest().files().stream()
        .filter(file -> file.export().equals(export))
        .findFirst()
        .orElseThrow();
  }

  ReadFile read(String export) {
    return new ReadFile(day().resolve(said(export).file()));
  }

  /** Names in the folder of the date. */
  List<String> names() {
    try (Stream<Path> files = Files.list(day())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
