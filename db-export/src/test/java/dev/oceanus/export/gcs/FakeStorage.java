package dev.oceanus.export.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stand-in for Cloud Storage, as strict as it is about uploads in chunks, that goes wrong when it
 * is told to. Objects are files, {@code folder/bucket/object}. Thread-safe.
 */
public final class FakeStorage implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PART = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");
  private static final Pattern QUESTION = Pattern.compile("bytes \\*/(\\d+|\\*)");
  private static final int QUANTUM = 256 * 1024;
  private static final int PAGE = 2;

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Session> sessions = new HashMap<>();
  private final Queue<Fault> faults = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();

  /** What goes wrong with the next part of an upload. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** The connection breaks after half of the part; what came in whole quanta is kept. */
    CUT,
    /** The connection breaks although all of the part is kept. */
    SILENT,
    /** 503, and nothing is kept. */
    UNAVAILABLE,
    /** 429, and nothing is kept. */
    TOO_MANY,
    /** 308 with less than was sent. */
    SHORT,
    /** 410: the upload is forgotten. */
    GONE,
    /** 403. */
    DENIED
  }

  /** An upload. */
  private static final class Session {
    private final String bucket;
    private final String object;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean done;

    Session(String bucket, String object) {
      this.bucket = bucket;
      this.object = object;
    }
  }

  private FakeStorage(Path folder, HttpServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts it; buckets are the folders that are in this one. */
  public static FakeStorage start(Path folder) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeStorage fake = new FakeStorage(folder, server);
      server.createContext("/", fake::handle);
      server.setExecutor(fake.threads);
      server.start();
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What goes wrong with the next parts, one after the other. */
  public synchronized void fail(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Faults that were not met yet. */
  public synchronized int left() {
    return faults.size();
  }

  /** Calls so far, {@code PUT bytes 0-262143/*}. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      Map<String, String> query = query(exchange);
      calls.add(
          exchange.getRequestMethod()
              + " "
              + exchange
                  .getRequestHeaders()
                  .getOrDefault("Content-Range", List.of(path))
                  .getFirst());
      if (path.startsWith("/upload/storage/v1/b/")) {
        upload(exchange, path.split("/"), query);
      } else if (path.startsWith("/storage/v1/b/")) {
        object(exchange, path.split("/"), query);
      } else {
        answer(exchange, 404, "no such call " + path);
      }
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return query;
  }

  private void upload(HttpExchange exchange, String[] path, Map<String, String> query)
      throws IOException {
    String bucket = path[5];
    if (!Files.isDirectory(folder.resolve(bucket))) {
      answer(exchange, 404, "The specified bucket does not exist.");
    } else if (exchange.getRequestMethod().equals("POST")) {
      begin(exchange, bucket, query);
    } else {
      Session session = sessions.get(query.getOrDefault("upload_id", ""));
      if (session == null) {
        answer(exchange, 410, "upload not found");
      } else if (exchange.getRequestMethod().equals("DELETE")) {
        sessions.values().remove(session);
        answer(exchange, 499, "");
      } else {
        part(exchange, session);
      }
    }
  }

  private void begin(HttpExchange exchange, String bucket, Map<String, String> query)
      throws IOException {
    String object = query.getOrDefault("name", "");
    if (!"resumable".equals(query.get("uploadType")) || object.isEmpty()) {
      answer(exchange, 400, "uploadType and name are needed");
    } else if ("0".equals(query.get("ifGenerationMatch")) && Files.exists(file(bucket, object))) {
      answer(exchange, 412, "At least one of the pre-conditions you specified did not hold.");
    } else {
      JSON.readTree(exchange.getRequestBody().readAllBytes());
      String id = UUID.randomUUID().toString();
      sessions.put(id, new Session(bucket, object));
      exchange
          .getResponseHeaders()
          .set("Location", url() + exchange.getRequestURI().getPath() + "?upload_id=" + id);
      answer(exchange, 200, "");
    }
  }

  private void part(HttpExchange exchange, Session session) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    Matcher question = QUESTION.matcher(String.valueOf(range));
    Matcher part = PART.matcher(String.valueOf(range));
    if (question.matches()) {
      boolean ends = question.group(1).equals(Integer.toString(session.bytes.size()));
      tell(exchange, session, ends);
    } else if (!part.matches()) {
      answer(exchange, 400, "Content-Range " + range);
    } else {
      Fault fault = faults.isEmpty() ? Fault.NONE : faults.remove();
      receive(exchange, session, part, fault);
    }
  }

  private void receive(HttpExchange exchange, Session session, Matcher part, Fault fault)
      throws IOException {
    long from = Long.parseLong(part.group(1));
    int length = Math.toIntExact(Long.parseLong(part.group(2)) - from + 1);
    boolean last = !part.group(3).equals("*");
    if (session.done
        || from != session.bytes.size()
        || (!last && length % QUANTUM != 0)
        || (last && Long.parseLong(part.group(3)) != from + length)) {
      exchange.getRequestBody().readAllBytes();
      answer(exchange, 400, "part " + part.group() + " after " + session.bytes.size());
      return;
    }
    switch (fault) {
      case UNAVAILABLE, TOO_MANY, DENIED -> {
        exchange.getRequestBody().readAllBytes();
        answer(
            exchange,
            fault == Fault.UNAVAILABLE ? 503 : fault == Fault.DENIED ? 403 : 429,
            "told to");
      }
      case GONE -> {
        sessions.values().remove(session);
        exchange.getRequestBody().readAllBytes();
        answer(exchange, 410, "told to");
      }
      case CUT -> {
        byte[] half = exchange.getRequestBody().readNBytes(length / 2);
        session.bytes.write(half, 0, half.length / QUANTUM * QUANTUM);
      }
      case SHORT -> {
        byte[] all = exchange.getRequestBody().readAllBytes();
        session.bytes.write(all, 0, all.length / 2 / QUANTUM * QUANTUM);
        tell(exchange, session, false);
      }
      case SILENT -> {
        session.bytes.write(whole(exchange, length));
        finish(session, last);
      }
      case NONE -> {
        session.bytes.write(whole(exchange, length));
        tell(exchange, session, last);
      }
    }
  }

  private static byte[] whole(HttpExchange exchange, int length) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    if (bytes.length != length) {
      throw new IOException("the part has " + bytes.length + " bytes, not " + length);
    }
    return bytes;
  }

  private void finish(Session session, boolean last) throws IOException {
    if (last && !session.done) {
      Path file = file(session.bucket, session.object);
      Files.createDirectories(file.getParent());
      Files.write(file, session.bytes.toByteArray());
      session.done = true;
    }
  }

  private void tell(HttpExchange exchange, Session session, boolean last) throws IOException {
    finish(session, last);
    if (session.done) {
      CRC32C crc = new CRC32C();
      crc.update(session.bytes.toByteArray());
      byte[] value = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
      ObjectNode json =
          JSON.createObjectNode()
              .put("name", session.object)
              .put("size", Integer.toString(session.bytes.size()))
              .put("crc32c", Base64.getEncoder().encodeToString(value));
      answer(exchange, 200, json.toString());
      return;
    }
    if (session.bytes.size() > 0) {
      exchange.getResponseHeaders().set("Range", "bytes=0-" + (session.bytes.size() - 1));
    }
    answer(exchange, 308, "");
  }

  private void object(HttpExchange exchange, String[] path, Map<String, String> query)
      throws IOException {
    String bucket = path[4];
    if (!Files.isDirectory(folder.resolve(bucket))) {
      answer(exchange, 404, "The specified bucket does not exist.");
      return;
    }
    if (path.length == 6) {
      list(exchange, bucket, query);
      return;
    }
    String object = URLDecoder.decode(path[6], UTF_8);
    Path file = file(bucket, object);
    if (!Files.exists(file)) {
      answer(exchange, 404, "No such object: " + bucket + "/" + object);
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      Files.delete(file);
      answer(exchange, 204, "");
    } else {
      answer(exchange, 200, Files.readString(file));
    }
  }

  private void list(HttpExchange exchange, String bucket, Map<String, String> query)
      throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    List<String> names;
    Path root = folder.resolve(bucket);
    try (Stream<Path> files = Files.walk(root)) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .filter(name -> name.startsWith(prefix))
              .sorted()
              .toList();
    }
    int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
    ObjectNode json = JSON.createObjectNode();
    names.stream()
        .skip(from)
        .limit(PAGE)
        .forEach(name -> json.withArray("items").addObject().put("name", name));
    if (from + PAGE < names.size()) {
      json.put("nextPageToken", Integer.toString(from + PAGE));
    }
    answer(exchange, 200, json.toString());
  }

  private Path file(String bucket, String object) {
    return folder.resolve(bucket).resolve(object);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    boolean none = status == 204 || bytes.length == 0;
    exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
    if (!none) {
      exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
