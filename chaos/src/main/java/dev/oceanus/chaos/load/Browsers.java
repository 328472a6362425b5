package dev.oceanus.chaos.load;

import dev.oceanus.testkit.ledger.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests as pages behind a load balancer do: to the collectors in turn, and to the next one
 * where nobody listens, since nothing was sent then. What was sent is never sent again.
 * Thread-safe.
 */
final class Browsers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration MOST_IDLE = Duration.ofMillis(500);
  private static final Pattern STORED = Pattern.compile("\"stored\":(\\d+)");

  private static final Duration TURNED_AWAY = Duration.ofSeconds(2);

  private final List<Integer> ports;
  private final Map<Integer, Long> turnedAway = new ConcurrentHashMap<>();
  private final Map<Integer, ConcurrentLinkedDeque<Connection>> idle = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  Browsers(List<Integer> ports) {
    this.ports = List.copyOf(ports);
    ports.forEach(port -> idle.put(port, new ConcurrentLinkedDeque<>()));
  }

  /** Sends it once; what came back. */
  Answer send(Beacon beacon) {
    for (int port : inTurn()) {
      Connection connection = connect(port);
      if (connection != null) {
        return exchange(port, connection, beacon);
      }
    }
    return Answer.NONE;
  }

  private List<Integer> inTurn() {
    List<Integer> turned = new ArrayList<>(ports);
    Collections.rotate(turned, turn.getAndIncrement() % ports.size());
    long now = System.nanoTime();
    turned.sort(Comparator.comparing(port -> now - turnedAway.getOrDefault(port, now) < 0));
    return turned;
  }

  private @Nullable Connection connect(int port) {
    ConcurrentLinkedDeque<Connection> waiting = idle(port);
    for (Connection old = waiting.pollFirst(); old != null; old = waiting.pollFirst()) {
      if (old.usable(MOST_IDLE)) {
        return old;
      }
      old.close();
    }
    try {
      return new Connection(port, PATIENCE);
    } catch (ConnectException e) {
      return null;
    } catch (IOException e) {
      return null; // no connection within our patience: nothing was sent either
    }
  }

  private Answer exchange(int port, Connection connection, Beacon beacon) {
    try {
      Connection.Reply reply = connection.exchange(beacon);
      Matcher stored = STORED.matcher(reply.body());
      idle(port).addFirst(connection);
      if (reply.last()) {
        turnedAway.put(port, System.nanoTime() + TURNED_AWAY.toNanos());
      }
      return new Answer(reply.status(), stored.find() ? Integer.parseInt(stored.group(1)) : -1);
    } catch (IOException e) {
      connection.close();
      return Answer.NONE;
    }
  }

  private ConcurrentLinkedDeque<Connection> idle(int port) {
    return idle.computeIfAbsent(port, unused -> new ConcurrentLinkedDeque<>());
  }

  @Override
  public void close() {
    idle.values().forEach(connections -> connections.forEach(Connection::close));
  }
}
