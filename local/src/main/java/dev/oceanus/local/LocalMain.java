package dev.oceanus.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.local.cli.Arguments;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.command.DoctorCommand;
import dev.oceanus.local.command.DoctorOptions;
import dev.oceanus.local.command.KeysCommand;
import dev.oceanus.local.command.NoticesCommand;
import dev.oceanus.local.command.QueryCommand;
import dev.oceanus.local.command.ReplayCommand;
import dev.oceanus.local.command.ReplayOptions;
import dev.oceanus.local.command.RulesCommand;
import dev.oceanus.local.command.SignLinkCommand;
import dev.oceanus.local.command.Surgery;
import dev.oceanus.local.command.TailCommand;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.query.Formats;
import dev.oceanus.local.redis.NoticeRedis;
import dev.oceanus.notifier.outbox.DeadNotices;
import dev.oceanus.notifier.redis.RedisPorts;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/** The program behind {@code ./oceanus up}, and those commands that ask it or prepare for it. */
public final class LocalMain {
  /** Property by which the scripts tell where the data folder is unless it is named. */
  private static final String DATA = "oceanus.data";

  private LocalMain() {}

  /** Runs the command that the first argument names. */
  public static void main(String[] args) {
    try {
      if (args.length == 0) {
        throw CommandException.usage("up, query, tail, replay, rules, notices or doctor");
      }
      run(args[0], List.of(args).subList(1, args.length));
    } catch (CommandException e) {
      System.err.println("oceanus: " + e.getMessage());
      System.exit(e.code());
    } catch (IOException e) {
      boolean readerLeft = String.valueOf(e.getMessage()).contains("Broken pipe"); // as head does
      if (!readerLeft) {
        System.err.println("oceanus: " + args[0] + " ends: " + e);
      }
      System.exit(1);
    }
  }

  private static void run(String command, List<String> typed) throws IOException {
    switch (command) {
      case "up" -> {
        Arguments arguments = Arguments.read(command, typed, Set.of("port", "data")).withoutWords();
        UpMain.run(
            folder(arguments), usual(), arguments.option("port").orElse(null), System.getenv());
      }
      case "query" -> {
        Arguments arguments = Arguments.read(command, typed, Set.of("data", "format"));
        String sql = text(arguments.word("a query, or - for standard input"));
        QueryCommand query =
            new QueryCommand(folder(arguments), arguments.oneOf("format", Formats.NAMES));
        Writer out =
            new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8));
        query.run(sql, out);
      }
      case "tail" -> {
        Arguments arguments =
            Arguments.read(command, typed, Set.of("data", "site", "format")).withoutWords();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        new TailCommand(
                folder(arguments),
                arguments.option("site").orElse(null),
                arguments.oneOf("format", TailCommand.FORMATS),
                out)
            .run();
      }
      case "replay" -> {
        Arguments arguments = ReplayOptions.arguments(command, typed);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        new ReplayCommand(folder(arguments), System.getenv(), out)
            .run(ReplayOptions.of(arguments, Clock.systemUTC().instant()));
      }
      case "keys" -> keys(command, typed);
      case "sign-link" -> signLink(command, typed);
      case "doctor" -> doctor(command, typed);
      case "rules" -> rules(command, typed);
      case "notices" -> notices(command, typed);
      default -> throw CommandException.usage("no command '" + command + "'");
    }
  }

  private static void keys(String command, List<String> typed) throws IOException {
    Arguments arguments = KeysCommand.arguments(command, typed);
    new KeysCommand(catalogue(folder(arguments)), new SecureRandom(), System.in, System.out)
        .run(arguments);
  }

  private static void rules(String command, List<String> typed) throws IOException {
    Arguments arguments = RulesCommand.arguments(command, typed);
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    new RulesCommand(folder(arguments), System.getenv(), Clock.systemUTC(), out).run(arguments);
  }

  private static void notices(String command, List<String> typed) throws IOException {
    Arguments arguments = NoticesCommand.arguments(command, typed);
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    try (UnifiedJedis redis = NoticeRedis.open(folder(arguments), System.getenv())) {
      DeadNotices dead = RedisPorts.of(redis, Integer.MAX_VALUE, Duration.ofDays(1)).dead();
      new NoticesCommand(dead, Clock.systemUTC(), out).run(arguments);
    }
  }

  private static void doctor(String command, List<String> typed) throws IOException {
    Arguments arguments = DoctorOptions.arguments(command, typed);
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    boolean named = arguments.option("data").isPresent();
    new DoctorCommand(
            new Surgery(folder(arguments), named, System.getenv()), Clock.systemUTC(), out)
        .run(DoctorOptions.of(arguments));
  }

  private static void signLink(String command, List<String> typed) throws IOException {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    new SignLinkCommand(System.getenv(), Clock.systemUTC().instant(), System.in, out)
        .run(SignLinkCommand.arguments(command, typed));
  }

  /** The word, or what stands in standard input, where no shell has to be told of its quotes. */
  private static String text(String word) throws IOException {
    return word.equals("-") ? new String(System.in.readAllBytes(), UTF_8) : word;
  }

  private static DataFolder folder(Arguments arguments) {
    return arguments.option("data").map(DataFolder::of).orElseGet(LocalMain::usual);
  }

  /** The site catalogue that the settings name, else the data folder's. */
  private static Path catalogue(DataFolder folder) {
    String named = System.getenv("OCEANUS_SITES_FILE");
    return named == null ? folder.sites() : Path.of(named);
  }

  private static DataFolder usual() {
    return DataFolder.of(System.getProperty(DATA, ".oceanus"));
  }
}
