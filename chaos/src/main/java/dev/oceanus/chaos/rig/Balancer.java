package dev.oceanus.chaos.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.testkit.process.Pause;
import dev.oceanus.testkit.process.Ports;
import dev.oceanus.testkit.process.Program;
import dev.oceanus.testkit.process.ServerLife;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An haproxy in front of the collectors. As a cluster's load balancer it asks them whether they are
 * ready, keeps connections to them open, and sends nothing twice: a request that a collector drops
 * has failed.
 */
final class Balancer implements AutoCloseable {
  private static final Duration STARTED = Duration.ofSeconds(30);

  private final int port = Ports.free();
  private final ServerLife life;

  /**
   * Starts one.
   *
   * @param folder of its files; made new
   * @param ports of the collectors, the public ones
   * @param services the collectors, in the same order
   */
  Balancer(Path folder, List<Integer> ports, List<Service> services) {
    // It looks as often, for the time in which a collector drains here, as one would in a cluster.
    StringBuilder config =
        new StringBuilder(
            """
            global
              maxconn 2000

            defaults
              mode http
              retries 0
              timeout connect 2s
              timeout client 10s
              timeout server 10s
              timeout http-keep-alive 5s

            frontend public
              bind 127.0.0.1:%d
              default_backend collectors

            backend collectors
              balance roundrobin
              http-reuse always
              option httpchk GET /readyz
              default-server inter 250ms fall 2 rise 2
            """
                .formatted(port));
    for (int i = 0; i < ports.size(); i++) {
      config.append(
          "  server %s 127.0.0.1:%d check port %d%n"
              .formatted(services.get(i).name(), ports.get(i), services.get(i).adminPort()));
    }
    try {
      Path file = Files.createDirectories(folder).resolve("haproxy.cfg");
      Files.writeString(file, config, UTF_8);
      life =
          ServerLife.of(
              new ProcessBuilder(Program.find("haproxy", "haproxy"), "-db", "-f", file.toString())
                  .redirectErrorStream(true)
                  .redirectOutput(folder.resolve("output.log").toFile())
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Pause.until(STARTED, () -> listens() || !life.isAlive()) || !life.isAlive()) {
      close();
      throw new IllegalStateException("haproxy did not start; its files are in " + folder);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    if (life.isAlive()) {
      life.signal("KILL");
    }
    boolean unused = life.endsWithin(STARTED);
  }
}
