package dev.oceanus.testkit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An {@link EventLedger}'s file, read back: every event under its id, and every attempt. */
public final class Books {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<Long, Attempt> attempts = new LinkedHashMap<>();
  private long lines;

  /**
   * What was sent together.
   *
   * @param answer what came back, {@link Answer#NONE} if nothing did
   * @param begun line of the ledger before it was sent
   * @param ended line of the ledger after it was answered; the highest number if it was not
   */
  public record Attempt(List<Sent> events, Answer answer, long begun, long ended) {
    public Attempt {
      events = List.copyOf(events);
    }

    /** How many of its events must end in this place if they are taken. */
    int count(Sent.Destination destination) {
      return (int) events.stream().filter(each -> each.destination() == destination).count();
    }
  }

  private Books() {}

  /** Reads a ledger that is closed. */
  public static Books read(Path path) {
    Books books = new Books();
    try (BufferedReader lines = Files.newBufferedReader(path, UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        books.add(Long.parseLong(line.substring(0, space)), JSON.readTree(line.substring(space)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return books;
  }

  private void add(long number, JsonNode line) {
    lines++;
    JsonNode status = line.get("status");
    if (status == null) {
      attempts.put(
          number, new Attempt(events(line.get("sent")), Answer.NONE, lines, Long.MAX_VALUE));
      return;
    }
    Answer answer = new Answer(status.intValue(), line.get("stored").intValue());
    attempts.computeIfPresent(
        number, (key, sent) -> new Attempt(sent.events(), answer, sent.begun(), lines));
  }

  private static List<Sent> events(JsonNode array) {
    List<Sent> events = new ArrayList<>(array.size());
    for (JsonNode each : array) {
      events.add(
          new Sent(
              each.get("id").stringValue(),
              Sent.Destination.valueOf(each.get("to").stringValue()),
              Columns.parse(each.get("columns").stringValue())));
    }
    return events;
  }

  /** All attempts in the order of sending. */
  public List<Attempt> attempts() {
    return List.copyOf(attempts.values());
  }
}
