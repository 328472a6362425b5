package dev.oceanus.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.site.WriteKeys;
import dev.oceanus.local.cli.Arguments;
import dev.oceanus.local.cli.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code oceanus keys}: makes secrets, prints each once and keeps none. A write key comes with the
 * line for the catalogue; {@code check} says what a key opens, reading it from standard input,
 * since arguments can be seen by others.
 */
public final class KeysCommand {
  private static final String NEW = "new";
  private static final String SIGNING = "signing";
  private static final String CHECK = "check";
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int SIGNING_BYTES = 32;

  private final Path catalogue;
  private final SecureRandom random;
  private final InputStream in;
  private final PrintStream out;

  /**
   * @param catalogue file of the sites, for {@code check}
   */
  public KeysCommand(Path catalogue, SecureRandom random, InputStream in, PrintStream out) {
    this.catalogue = catalogue;
    this.random = random;
    this.in = in;
    this.out = out;
  }

  /** What may be typed behind the command. */
  public static Arguments arguments(String command, List<String> typed) {
    return Arguments.read(command, typed, Set.of("label", "data"));
  }

  /**
   * Does what was typed.
   *
   * @throws CommandException if it is unknown, or a checked key opens nothing
   */
  public void run(Arguments arguments) throws IOException {
    switch (arguments.oneOfWords(List.of(NEW, SIGNING, CHECK))) {
      case SIGNING -> out.println(signingKey());
      case CHECK -> check();
      default -> writeKey(arguments.option("label").orElse("backend"));
    }
    out.flush();
  }

  private void writeKey(String label) {
    if (!LABEL.matcher(label).matches() || label.startsWith(WriteKeys.BEGINNING)) {
      throw CommandException.usage(
          "keys --label takes a name that matches %s, found '%s'"
              .formatted(LABEL.pattern(), label));
    }
    String key = WriteKeys.random(random);
    out.println(key);
    out.println("    server: {keys: {%s: \"%s\"}}".formatted(label, WriteKeys.hash(key)));
  }

  private String signingKey() {
    byte[] bytes = new byte[SIGNING_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void check() throws IOException {
    String key = new BufferedReader(new InputStreamReader(in, UTF_8)).readLine();
    if (key == null || key.isBlank()) {
      throw CommandException.usage("keys check reads a key from standard input, found none");
    }
    boolean opens = false;
    for (Site site : sites().sites()) {
      Optional<String> label = site.access().keys().label(key.strip());
      label.ifPresent(name -> out.println("opens %s as %s".formatted(site.name(), name)));
      opens |= label.isPresent();
    }
    if (!opens) {
      throw new CommandException(1, "the key opens no site of " + catalogue);
    }
  }

  private SiteCatalogue sites() {
    try {
      return SiteCatalogueReader.read(catalogue);
    } catch (ConfigException e) {
      throw new CommandException(CommandException.SETTINGS, String.join("\n", e.faults()));
    }
  }
}
