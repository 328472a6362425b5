package dev.oceanus.local.settings;

import dev.oceanus.local.cli.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Where a local Oceanus listens.
 *
 * @param collector the public port as it was given; the collector judges it
 * @param admin port of the admin server
 * @param redis port of its own Redis
 */
public record Ports(String collector, int admin, int redis) {
  static final int DEFAULT_ADMIN = 8081;
  private static final int HIGHEST = 65_535;

  static int number(String text) {
    int port = numberOr(text, -1);
    if (port < 0 || port > HIGHEST) {
      throw CommandException.usage("--port takes a number from 0 to 65535, found '" + text + "'");
    }
    return port;
  }

  static int numberOr(String text, int otherwise) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  static void mustBeFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new CommandException(
          CommandException.SETTINGS, "OCEANUS_HTTP_HOST: no such address, found '" + host + "'");
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(
          CommandException.UNAVAILABLE,
          "cannot listen on %s:%d: %s; choose another port with --port N"
              .formatted(host, port, e.getMessage()));
    }
  }

  /** This port, or any other one that is free now. */
  static int freeFrom(int wanted, int taken) {
    if (wanted != taken) {
      try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        return free();
      }
    }
    return free();
  }

  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("found no free port on the loopback address", e);
    }
  }
}
