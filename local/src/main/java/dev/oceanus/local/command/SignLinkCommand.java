package dev.oceanus.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.CollectorConfig;
import dev.oceanus.collector.click.Destination;
import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.collector.click.Links;
import dev.oceanus.collector.http.Paths;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.Units;
import dev.oceanus.local.cli.Arguments;
import dev.oceanus.local.cli.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code oceanus sign-link}: signs links that {@code /v1/click} follows wherever they lead. Prints
 * one for each URL, in their order, and ends at the first that could not be followed.
 */
public final class SignLinkCommand {
  private static final String KEY_FILE = "OCEANUS_SIGNING_KEY_FILE";
  private static final String PATHS = "OCEANUS_PATHS";
  private static final String STANDARD_INPUT = "-";

  private final Map<String, String> environment;
  private final Instant now;
  private final InputStream in;
  private final PrintStream out;

  /**
   * @param environment of the process; of it the settings of links and paths count
   */
  public SignLinkCommand(
      Map<String, String> environment, Instant now, InputStream in, PrintStream out) {
    this.environment = environment;
    this.now = now;
    this.in = in;
    this.out = out;
  }

  /** What may be typed behind the command. */
  public static Arguments arguments(String command, List<String> typed) {
    return Arguments.read(command, typed, Set.of("site", "key-file", "expires", "to"));
  }

  /** How each link is made. */
  private record Form(String prefix, String site, LinkKeys keys, @Nullable String expires) {}

  /**
   * Signs what was typed, or what stands in standard input.
   *
   * @throws CommandException if something is missing or wrong
   */
  public void run(Arguments arguments) throws IOException {
    Form form = form(arguments);
    List<String> words = arguments.words();
    if (words.isEmpty()) {
      throw CommandException.usage("sign-link needs URLs, or - for standard input");
    }
    if (words.equals(List.of(STANDARD_INPUT))) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(link(form, line.strip(), "line " + number++));
      }
    } else {
      for (String word : words) {
        out.println(link(form, word, "'" + word + "'"));
      }
    }
    out.flush();
  }

  private Form form(Arguments arguments) {
    String site =
        arguments
            .option("site")
            .orElseThrow(() -> CommandException.usage("sign-link needs --site NAME"));
    if (!site.matches("[A-Za-z0-9_-]{1,64}")) {
      throw CommandException.usage("sign-link --site takes a site's name, found '" + site + "'");
    }
    CollectorConfig collector = collector(arguments.option("key-file").orElse(null));
    LinkKeys keys = collector.http().linkKeys();
    if (!keys.any()) {
      throw CommandException.usage("sign-link needs --key-file FILE, or " + KEY_FILE);
    }
    Paths paths = collector.http().paths();
    String base = arguments.option("to").map(SignLinkCommand::base).orElse("");
    String expires = arguments.option("expires").map(this::expires).orElse(null);
    return new Form(base + paths.of("/v1/click") + "/" + site, site, keys, expires);
  }

  private CollectorConfig collector(@Nullable String keyFile) {
    Map<String, String> variables = new HashMap<>();
    for (String name : List.of(KEY_FILE, PATHS)) {
      String value = environment.get(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    if (keyFile != null) {
      variables.put(KEY_FILE, keyFile);
    }
    try {
      Env env = new Env(variables);
      CollectorConfig config = CollectorConfig.from(env);
      env.check();
      return config;
    } catch (ConfigException e) {
      throw new CommandException(CommandException.SETTINGS, String.join("\n", e.faults()));
    }
  }

  private static String base(String url) {
    boolean bare = url.indexOf('?') < 0 && url.indexOf('#') < 0;
    if (bare && Destination.of(url) instanceof Destination.Web web && web.path().equals("/")) {
      return web.url().substring(0, web.url().length() - 1);
    }
    throw CommandException.usage(
        "sign-link --to takes a collector's address as https://collect.example, found '"
            + url
            + "'");
  }

  /** Seconds since 1970. */
  private String expires(String text) {
    Instant until = until(text);
    if (until == null || !until.isAfter(now)) {
      throw CommandException.usage(
          ("sign-link --expires takes a day as 2026-11-24, an instant as 2026-11-24T08:15:00Z, or a"
                  + " time from now as 12h or 30d, and none that is over; found '%s'")
              .formatted(text));
    }
    return Long.toString(until.getEpochSecond());
  }

  private @Nullable Instant until(String text) {
    try {
      if (text.matches("\\d{1,6}[mhd]")) {
        return now.plus(Units.duration(text));
      }
      return text.length() == 10
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String link(Form form, String url, String which) {
    return switch (Destination.of(url)) {
      case Destination.Unsure(var why) ->
          throw new CommandException(1, "sign-link: the URL of %s %s".formatted(which, why));
      case Destination.Web web -> {
        String expires = form.expires == null ? "" : "&" + Links.EXPIRES + "=" + form.expires;
        String signature = form.keys.sign(form.site, web.url(), form.expires);
        yield form.prefix
            + "?"
            + Links.URL
            + "="
            + URLEncoder.encode(web.url(), UTF_8)
            + expires
            + "&"
            + Links.SIGNATURE
            + "="
            + signature;
      }
    };
  }
}
