package dev.oceanus.notifier;

import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.config.Env;
import dev.oceanus.notifier.rules.Fixture;
import dev.oceanus.notifier.standin.SmtpStandIn;
import dev.oceanus.pubsub.PubSubBus;
import dev.oceanus.pubsub.PubSubConfig;
import dev.oceanus.testkit.process.ClassPath;
import dev.oceanus.testkit.process.JavaProgram;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The notifier as a process, with a mail server that takes what it tells: the subject is the
 * event's id.
 */
final class NotifierProgram implements AutoCloseable {
  static final String RULES =
      """
      targets:
        mail:
          kind: email
          host: 127.0.0.1
          port: PORT
          tls: none
          from: oceanus@example.com
          to: [jo@example.com]
          rate: 1000/s
      rules:
        tell:
          when: event_name == "tell"
          actions: [{target: mail, subject: "{{event_id}}", text: x}]
        gather:
          when: event_name == "gather"
          digest: {every: 1h}
          actions: [{target: mail, subject: "digest of {{count}}", text: x}]
      """;

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: (.*?)\\r?$");

  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private final JavaProgram program;
  private final SmtpStandIn mail = SmtpStandIn.plain();
  private final List<Life> lives = new ArrayList<>();

  NotifierProgram(Path folder, String redis, String pubSub, String name) throws IOException {
    this.folder = folder;
    this.program =
        new JavaProgram(
            "notifier",
            NotifierMain.class.getName(),
            ClassPath.without(NotifierProgram.class),
            List.of("-Xmx192m"),
            folder.resolve("logs"));
    settings.put("OCEANUS_SITES_FILE", folder.resolve("sites.yaml").toString());
    settings.put("OCEANUS_RULES_FILE", folder.resolve("rules.yaml").toString());
    settings.put("OCEANUS_REDIS_URL", redis);
    settings.put("OCEANUS_PUBSUB_PROJECT", "oceanus-test");
    topic(name);
    settings.put("OCEANUS_PUBSUB_ENDPOINT", pubSub);
    settings.put("OCEANUS_ADMIN_HOST", "127.0.0.1");
    settings.put("OCEANUS_DRAIN_TIME", "0ms");
    settings.put("OCEANUS_NOTIFIER_LEASE_TTL", "1s");
    settings.put("OCEANUS_TERMINATION_LOG", Files.createFile(folder.resolve("end")).toString());
    Files.writeString(folder.resolve("sites.yaml"), "sites:\n  blog: {schema: web}\n");
    rules(RULES.replace("PORT", Integer.toString(mail.port())));
  }

  /** From the next start on it hears this topic, by a subscription that nobody has read from. */
  void topic(String name) {
    settings.put("OCEANUS_PUBSUB_TOPIC", name);
    settings.put("OCEANUS_PUBSUB_SUBSCRIPTION", name + "-sub");
    settings.put("OCEANUS_PUBSUB_DEAD_LETTER_TOPIC", name + "-dead");
  }

  /** It has these rules from the next start on. */
  void rules(String yaml) throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), yaml);
  }

  /** Starts it with these settings besides: name, value, name, value. */
  Life start(String... more) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("OCEANUS_ADMIN_PORT", Integer.toString(Ports.free()));
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    Life life = program.start(lives.size() + 1, all);
    lives.add(life);
    return life;
  }

  /** Starts it, and waits until all its parts have started. */
  Life started(String... more) {
    Life life = start(more);
    if (!life.awaitLog("pubsub-notifier started in", LONG)) {
      throw new IllegalStateException(String.join("\n", life.log()));
    }
    return life;
  }

  /** What it wrote for whoever looks why it ended. */
  String end() throws IOException {
    return Files.readString(folder.resolve("end"));
  }

  /** The topic that it hears. */
  PubSubBus bus() {
    Env env = new Env(settings);
    PubSubBus bus = new PubSubBus(PubSubConfig.from(env, true));
    bus.start();
    return bus;
  }

  /** An event that it is to tell of. */
  static LiveEvent event(String id) {
    return Fixture.live(Fixture.web(id, "tell", Map.of()));
  }

  static List<LiveEvent> events(String... ids) {
    return Arrays.stream(ids).map(NotifierProgram::event).toList();
  }

  /** The subjects of the mails that were taken so far. */
  List<String> told() {
    return mail.messages().stream()
        .flatMap(message -> SUBJECT.matcher(message).results())
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  @Override
  public void close() throws IOException {
    lives.stream().filter(Life::isAlive).forEach(Life::kill);
    mail.close();
  }
}
