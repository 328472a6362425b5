package dev.oceanus.local.command;

import dev.oceanus.local.cli.Arguments;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.doctor.facts.Urls;
import dev.oceanus.local.doctor.report.Report;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person typed behind {@code oceanus doctor}.
 *
 * @param subject as it was typed
 * @param target what is examined
 * @param limit how long a page, and then a row, is waited for
 * @param json whether the report is for programs
 */
public record DoctorOptions(String subject, Target target, Duration limit, boolean json) {
  private static final int USUAL_SECONDS = 30;
  private static final int MOST_SECONDS = 3_600;

  /** What can be examined. */
  public sealed interface Target {
    /** A page. */
    record Page(URI url) implements Target {}

    /** A file of a browser's developer tools. */
    record Har(Path file) implements Target {}
  }

  /** The options of this command. */
  public static Arguments arguments(String command, List<String> typed) {
    return Arguments.read(command, typed, Set.of("data", "format", "timeout"));
  }

  /**
   * Reads them.
   *
   * @throws CommandException if one is missing or wrong
   */
  public static DoctorOptions of(Arguments arguments) {
    String subject = arguments.word("the URL of a page, or a HAR file");
    return new DoctorOptions(
        subject,
        target(subject),
        Duration.ofSeconds(arguments.number("timeout", USUAL_SECONDS, 1, MOST_SECONDS)),
        arguments.oneOf("format", Report.FORMATS).equals("json"));
  }

  private static Target target(String subject) {
    Optional<URI> url = Urls.web(subject);
    if (url.isPresent()) {
      return new Target.Page(url.get());
    }
    try {
      Path file = Path.of(subject);
      if (Files.isRegularFile(file)) {
        return new Target.Har(file);
      }
    } catch (InvalidPathException e) {
      // told below like a file that is not there
    }
    throw CommandException.usage(
        "doctor needs the URL of a page (https://...) or a HAR file, found '%s', which is neither"
            .formatted(subject));
  }
}
