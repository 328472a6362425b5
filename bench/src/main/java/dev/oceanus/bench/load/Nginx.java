package dev.oceanus.bench.load;

import dev.oceanus.bench.process.Child;
import dev.oceanus.bench.process.Measured;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.common.life.Retry;
import dev.oceanus.testkit.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * nginx, with a line in its access log for each request: a picture for GET, 204 for POST, whose
 * body it reads and drops. Set up as people do who serve beacons with it.
 */
final class Nginx implements Contestant {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Child process;
  private final int port;
  private final Path accessLog;

  private Nginx(Child process, int port, Path accessLog) {
    this.process = process;
    this.port = port;
    this.accessLog = accessLog;
  }

  static Nginx start(Workspace workspace) {
    Path folder = workspace.folder("nginx");
    int port = Workspace.freePort();
    Path config = folder.resolve("nginx.conf");
    try {
      Files.writeString(config, config(folder, port));
    } catch (IOException e) {
      throw new UncheckedIOException("writing nginx' settings", e);
    }
    List<String> command =
        List.of(
            Program.find("nginx", "nginx"),
            "-p",
            folder + "/",
            "-c",
            config.toString(),
            "-e",
            folder + "/error.log");
    Nginx nginx =
        new Nginx(workspace.start("nginx", command, Map.of()), port, folder.resolve("access.log"));
    nginx.awaitAnswer();
    return nginx;
  }

  private static String config(Path folder, int port) {
    return """
        daemon off;
        worker_processes auto;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log error;
        events {
          worker_connections 4096;
        }
        http {
          access_log %1$s/access.log combined;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          client_body_buffer_size 64k;
          large_client_header_buffers 4 16k;
          keepalive_requests 100000000;
          server {
            listen 127.0.0.1:%2$d backlog=1024;
            location /v1/pixel/ {
              empty_gif;
            }
            location /v1/events/ {
              return 204;
            }
          }
        }
        """
        .formatted(folder, port);
  }

  private void awaitAnswer() {
    long begun = System.nanoTime();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (!process.alive() || System.nanoTime() - begun > LIMIT.toNanos()) {
          throw new IllegalStateException("nginx did not answer: " + process.tail(), e);
        }
        Retry.pause(Duration.ofMillis(10));
      }
    }
  }

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Map<String, Measured> processes() {
    return Map.of("nginx", process);
  }

  @Override
  public void reset() {
    try (FileChannel log = FileChannel.open(accessLog, StandardOpenOption.WRITE)) {
      log.truncate(0); // nginx appends, wherever the end is
    } catch (IOException e) {
      throw new UncheckedIOException("emptying " + accessLog, e);
    }
  }

  @Override
  public List<String> verify(Scenario scenario, long answered, int underWay) {
    long logged = lines();
    return logged >= answered
        ? List.of()
        : List.of("answered %d requests, logged %d".formatted(answered, logged));
  }

  private long lines() {
    try (var in = Files.newInputStream(accessLog)) {
      byte[] buffer = new byte[1 << 16];
      long lines = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            lines++;
          }
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("counting the lines of " + accessLog, e);
    }
  }
}
