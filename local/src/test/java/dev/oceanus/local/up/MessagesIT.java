package dev.oceanus.local.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.up.Program.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told by the rules that come with a local Oceanus. */
class MessagesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CART =
      """
      {"evt":"add_to_cart","vid":"v-1","tit":"Lighthouse shop","jsn":{"name":"Wool blanket","price":89}}""";
  private static final String ORDER =
      """
      {"evt":"order","vid":"v-1","jsn":{"total":"89","name":"Ann & <b>"}}""";

  @TempDir Path temp;
  private DataFolder folder;

  @BeforeEach
  void chooseFolder() {
    folder = new DataFolder(temp.resolve("data"));
  }

  @Test
  void eventsBecomeMessages() throws Exception {
    try (Program up = up(Map.of())) {
      Running running = up.running(folder);
      Beacon.send(running.publicUrl(), CART);
      Beacon.send(running.publicUrl(), CART);
      Beacon.send(running.publicUrl(), ORDER);

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(up.out())
                      .contains("\nfull-bag: Wool blanket for €89 is in a bag\n")
                      .contains("\norder: *€89* from Ann &amp; &lt;b&gt;\n")
                      .contains("\norder-story: An order of Ann & <b> | €89. Before it: "));
      assertThat(up.out().split("full-bag:", -1)).hasSize(2);
      assertThat(up.out().lines().filter(line -> line.startsWith("order-story")).findFirst())
          .hasValueSatisfying(line -> assertThat(line).contains("add_to_cart Lighthouse shop"));

      Answer tried = command("rules", "test", "--since", "1h");
      assertThat(tried.code()).isZero();
      assertThat(tried.out())
          .contains("full-bag: 2 of 3 events match, 1 throttled, 0 undecided, 1 notices\n")
          .contains("-> slack: *€89* from Ann &amp; &lt;b&gt;\n")
          .endsWith("Nothing was sent.\n");
      assertThat(command("notices", "dead").out()).isEqualTo("0 dead notices\n");
    }
  }

  @Test
  void theEnvironmentMakesThemReal() throws Exception {
    List<String> posts = new CopyOnWriteArrayList<>();
    HttpServer slack =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slack.createContext(
        "/services/T0",
        exchange -> {
          posts.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    slack.start();
    String url = "http://127.0.0.1:" + slack.getAddress().getPort() + "/services/T0";
    try (Program up = up(Map.of("SLACK_WEBHOOK_URL", url))) {
      Beacon.send(up.running(folder).publicUrl(), ORDER);

      await().atMost(SOON).until(() -> !posts.isEmpty());
      assertThat(posts).singleElement().asString().contains("*€89* from Ann &amp; &lt;b&gt;");
      assertThat(up.out()).contains("really sends: slack").doesNotContain(url);
    } finally {
      slack.stop(0);
    }
  }

  @Test
  @Tag("slow")
  void aDeathIsToldByTheNextLifeAndNoMessageIsLostForIt() throws Exception {
    String before;
    try (Program up = up(Map.of())) {
      Running running = up.running(folder);
      Beacon.send(running.publicUrl(), CART);
      up.signal("KILL");
      up.end();
      before = up.out(); // it may just have told it
    }
    try (Program up = up(Map.of())) {
      up.running(folder);

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat((before + up.out()).lines())
                      .anyMatch(line -> line.startsWith("watch: local local died without a word"))
                      .anyMatch(
                          line ->
                              line.startsWith(
                                  "watch: local runs again in place of local, which had died"))
                      .contains("full-bag: Wool blanket for €89 is in a bag"));
    }
  }

  @Test
  void faultsOfTheRulesAreToldWithTheirLines() throws Exception {
    Files.createDirectories(folder.root());
    Files.writeString(
        folder.rules(),
        """
        targets:
          here: {kind: terminal}
        rules:
          one:
            when: event_nam == "x"
            actions: [{target: her, text: a}]
        """);
    try (Program up = up(Map.of("SMTP_HOST", "mail.example", "MAIL_TO", "nobody"))) {
      Answer answer = up.end();

      assertThat(answer.code()).isEqualTo(78);
      assertThat(answer.err())
          .contains("rules.yaml:5:")
          .contains("rules.yaml:6: rules.one.actions[0].target")
          .contains("MAIL_FROM: is required")
          .contains("MAIL_TO: must be one address");
    }
  }

  private Program up(Map<String, String> variables) throws Exception {
    return Program.start(temp, variables, "up", "--port", "0", "--data", folder.root().toString());
  }

  private Answer command(String... words) throws Exception {
    String[] typed = new String[words.length + 2];
    System.arraycopy(words, 0, typed, 0, words.length);
    typed[words.length] = "--data";
    typed[words.length + 1] = folder.root().toString();
    return Program.run(temp, Map.of(), typed);
  }
}
