package dev.oceanus.fakebigquery.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.fakebigquery.FakeBigQueryMain;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.testkit.process.ClassPath;
import dev.oceanus.testkit.process.JavaProgram;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Ports;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The stand-in as a process that is killed and comes back on the same ports. */
final class FakeProcess implements AutoCloseable {
  private static final String ROOT = "/bigquery/v2/projects/test/datasets/web/tables";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int rest = Ports.free();
  private final int write = Ports.free();
  private final JavaProgram program;
  private Life life;
  private ManagedChannel channel;
  private int lives;

  FakeProcess(Path folder) {
    program =
        new JavaProgram(
            "fake",
            FakeProcess.class.getName(),
            ClassPath.own(),
            List.of(
                "-Dfake.folder=" + folder.resolve("state"),
                "-Dfake.rest=" + rest,
                "-Dfake.write=" + write),
            folder.resolve("logs"));
    life = live();
    channel = connect();
  }

  /** What runs in the process. */
  public static void main(String[] arguments) {
    FakeBigQueryMain.main(
        new String[] {
          "--folder", System.getProperty("fake.folder"),
          "--port", System.getProperty("fake.rest"),
          "--write-port", System.getProperty("fake.write")
        });
  }

  private Life live() {
    lives++;
    Life next = program.start(lives, Map.of());
    assertThat(next.awaitLog("fake-bigquery ready", Duration.ofSeconds(60)))
        .as("%s", next.log())
        .isTrue();
    return next;
  }

  private ManagedChannel connect() {
    return ManagedChannelBuilder.forAddress("127.0.0.1", write).usePlaintext().build();
  }

  /** The connection to this life of it. */
  ManagedChannel channel() {
    return channel;
  }

  void killAndStart() {
    life.kill();
    channel.shutdownNow();
    life = live();
    channel = connect();
  }

  /** Makes a table of one column {@code n}. */
  void table(String name) {
    var unused =
        call(
            ROOT,
            """
            {"tableReference": {"tableId": "%s"},
             "schema": {"fields": [{"name": "n", "type": "INTEGER"}]}}
            """
                .formatted(name));
  }

  /** The visible values of the table. */
  List<Long> visible(String name) {
    return call(ROOT + "/" + name + "/data?maxResults=100000", "")
        .path("rows")
        .valueStream()
        .map(row -> Long.parseLong(row.path("f").path(0).path("v").asString()))
        .toList();
  }

  private ObjectNode call(String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rest + path));
    if (!body.isEmpty()) {
      request.POST(BodyPublishers.ofString(body));
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).as("%s", path).isEqualTo(200);
      return Json.parse(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    life.kill();
    http.close();
  }
}
