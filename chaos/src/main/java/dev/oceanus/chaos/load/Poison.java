package dev.oceanus.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.ledger.Answer;
import dev.oceanus.testkit.ledger.Columns;
import dev.oceanus.testkit.ledger.EventLedger;
import dev.oceanus.testkit.ledger.Sent;
import dev.oceanus.testkit.ledger.Sent.Destination;
import dev.oceanus.testkit.process.Pause;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Puts entries into the streams, behind the collectors' back, that no loader can read: each must
 * become one dead letter, and must not hold up its neighbours. Owned by one thread.
 */
public final class Poison implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(20);
  private static final int LEAST_MILLIS = 200;
  private static final int MOST_MILLIS = 800;

  private final EventLedger ledger;
  private final int redisPort;
  private final List<Shard> shards;
  private final RandomGenerator random;
  private final Thread thread = Thread.ofPlatform().name("poison").unstarted(this::run);
  private volatile boolean ending;

  /** An entry, and what its dead letter must hold. */
  private record Entry(List<byte[]> fields, String letter) {}

  /**
   * @param shards of the event tables
   */
  public Poison(EventLedger ledger, int redisPort, List<Shard> shards, RandomGenerator random) {
    this.ledger = ledger;
    this.redisPort = redisPort;
    this.shards = List.copyOf(shards);
    this.random = random;
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (!ending) {
      Pause.of(Duration.ofMillis(random.nextInt(LEAST_MILLIS, MOST_MILLIS)));
      put();
    }
  }

  private void put() {
    String id = Visits.id(random);
    Entry entry = entry(id, random.nextInt(5));
    byte[] stream = RedisKeys.events(shards.get(random.nextInt(shards.size()))).getBytes(UTF_8);
    Sent sent = new Sent(id, Destination.DEAD_LETTERS, Columns.of(Map.of("event", entry.letter)));
    long attempt = ledger.sending(List.of(sent));
    DefaultJedisClientConfig plain =
        DefaultJedisClientConfig.builder()
            .resp2()
            .autoNegotiateProtocol(false)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .build();
    try (Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", redisPort), plain)) {
      Object unused = jedis.sendCommand(Command.XADD, arguments(stream, entry.fields));
      ledger.answered(attempt, new Answer(200, 1));
    } catch (JedisException e) {
      ledger.answered(attempt, Answer.NONE);
    }
  }

  private static Entry entry(String id, int kind) {
    return switch (kind) {
      case 0 -> event("読めない項目 " + id);
      case 1 -> event("{\"event_id\":\"" + id + "\",\"site\":\"shop\"}");
      case 2 -> event("{\"event_id\":\"" + id + "\",\"received_at\":12,\"unbekannt\":[]}");
      case 3 -> foreign(List.of("名前", "その他", "id", id));
      default -> broken(id);
    };
  }

  private static Entry event(String text) {
    return new Entry(List.of("e".getBytes(UTF_8), text.getBytes(UTF_8)), text);
  }

  /** Written by somebody else, with fields of their own: all of it is kept, a line each. */
  private static Entry foreign(List<String> texts) {
    List<byte[]> bytes = texts.stream().map(text -> text.getBytes(UTF_8)).toList();
    return new Entry(bytes, String.join("\n", texts) + "\n");
  }

  /** Not even text. */
  private static Entry broken(String id) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0xff);
    bytes.writeBytes(id.getBytes(UTF_8));
    bytes.write(0xfe);
    byte[] event = bytes.toByteArray();
    return new Entry(
        List.of("e".getBytes(UTF_8), event), "base64:" + Base64.getEncoder().encodeToString(event));
  }

  private static byte[][] arguments(byte[] stream, List<byte[]> fields) {
    return Stream.concat(Stream.of(stream, "*".getBytes(UTF_8)), fields.stream())
        .toArray(byte[][]::new);
  }

  @Override
  public void close() {
    ending = true;
    try {
      if (!thread.join(TO_END)) {
        throw new IllegalStateException("poison did not end within " + TO_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ending the poison", e);
    }
  }
}
