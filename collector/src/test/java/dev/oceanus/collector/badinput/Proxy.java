package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.testkit.process.Ports;
import dev.oceanus.testkit.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A load balancer of its own in front of the collector, which keeps connections to it open. */
final class Proxy implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String name;
  private final int port = Ports.free();
  private final Process process;
  private final Path log;

  /** The proxies that are tried. */
  enum Kind {
    HAPROXY("haproxy", "haproxy.cfg") {
      @Override
      List<String> command(String program, Path folder) {
        return List.of(program, "-db", "-f", folder.resolve("haproxy.cfg").toString());
      }
    },
    NGINX("nginx", "nginx.conf") {
      @Override
      List<String> command(String program, Path folder) {
        return List.of(
            program, "-p", folder.toString(), "-c", folder.resolve("nginx.conf").toString());
      }
    };

    private final String program;
    private final String file;

    Kind(String program, String file) {
      this.program = program;
      this.file = file;
    }

    abstract List<String> command(String program, Path folder);
  }

  /** Starts one that keeps its files in this folder and passes requests on to this port. */
  Proxy(Kind kind, Path folder, int to) throws IOException {
    name = kind.program;
    Path config = folder.resolve(kind.file);
    Files.writeString(config, text(kind).replace("{port}", "" + port).replace("{to}", "" + to));
    log = folder.resolve(name + ".log");
    process =
        new ProcessBuilder(kind.command(Program.find(kind.program, kind.program), folder))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await(name + ", which writes to " + log).atMost(LIMIT).until(this::answers);
  }

  private static String text(Kind kind) throws IOException {
    try (var in = Proxy.class.getResourceAsStream(kind.file)) {
      if (in == null) {
        throw new IOException("no resource " + kind.file);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended, see " + log);
    }
    try {
      return RawHttp.get(port, "/lb").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
