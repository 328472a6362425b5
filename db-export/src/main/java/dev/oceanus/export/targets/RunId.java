package dev.oceanus.export.targets;

import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.manifest.ManifestText;
import dev.oceanus.export.plan.Format;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Which run it is, as in names of its files: no other run has these names, so that two can never
 * mix.
 *
 * @param text {@code 20261201T030000Z-1a2b3c4d}
 */
public record RunId(String text) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern FILE =
      Pattern.compile(
          "[a-z][a-z0-9_-]{0,62}\\.\\d{8}T\\d{6}Z-[0-9a-f]{8}\\.(ndjson|csv)\\.gz(\\.part)?");

  /** The id of a run that begins now. */
  public static RunId of(Instant now, RandomGenerator random) {
    return new RunId(TIME.format(now) + "-%08x".formatted(random.nextInt()));
  }

  /** The name of an export's file. */
  public String file(String export, Format format) {
    return export + "." + text + "." + format.key() + ".gz";
  }

  /**
   * Whether a file is of a run that did not become whole.
   *
   * @param manifest text of the one beside it
   */
  public static boolean isLeft(String name, Optional<String> manifest) {
    if (!FILE.matcher(name).matches()) {
      return false;
    }
    try {
      return manifest.isEmpty()
          || ManifestText.read(manifest.get()).files().stream()
              .map(ExportedFile::file)
              .noneMatch(name::equals);
    } catch (IllegalArgumentException e) {
      return false; // a manifest of another version may name it
    }
  }
}
