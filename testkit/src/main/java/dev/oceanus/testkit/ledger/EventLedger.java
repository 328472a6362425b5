package dev.oceanus.testkit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was sent and what came back, line by line in a file. An event is on disk before it may be
 * sent; senders that come together share one fsync. Thread-safe.
 */
public final class EventLedger implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final FileChannel file;
  private final ReentrantLock appending = new ReentrantLock();
  private final ReentrantLock syncing = new ReentrantLock();
  private ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long attempts;
  private volatile long durable;

  /** Begins a new file. */
  public EventLedger(Path path) {
    try {
      file = FileChannel.open(path, CREATE_NEW, WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Notes what is about to be sent together; it may be sent once this returns.
   *
   * @return number of the attempt, from 1
   */
  public long sending(List<Sent> events) {
    ObjectNode line = JSON.createObjectNode();
    ArrayNode array = line.putArray("sent");
    for (Sent event : events) {
      array
          .addObject()
          .put("id", event.id())
          .put("to", event.destination().name())
          .put("columns", event.columns().json());
    }
    long number;
    appending.lock();
    try {
      number = ++attempts;
      append(number, line);
    } finally {
      appending.unlock();
    }
    sync(number);
    return number;
  }

  /** Notes what came back; on disk with the next attempt, or when the ledger is closed. */
  public void answered(long attempt, Answer answer) {
    ObjectNode line = JSON.createObjectNode();
    line.put("status", answer.status()).put("stored", answer.stored());
    appending.lock();
    try {
      append(attempt, line);
    } finally {
      appending.unlock();
    }
  }

  private void append(long number, ObjectNode line) {
    pending.writeBytes((number + " " + line + "\n").getBytes(UTF_8));
  }

  private void sync(long number) {
    syncing.lock();
    try {
      if (durable >= number) {
        return;
      }
      byte[] bytes;
      long upTo;
      appending.lock();
      try {
        bytes = pending.toByteArray();
        pending = new ByteArrayOutputStream();
        upTo = attempts;
      } finally {
        appending.unlock();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      file.force(false);
      durable = upTo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      syncing.unlock();
    }
  }

  @Override
  public void close() {
    sync(Long.MAX_VALUE);
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
