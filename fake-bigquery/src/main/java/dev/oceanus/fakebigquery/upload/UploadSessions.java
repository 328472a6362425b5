package dev.oceanus.fakebigquery.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.fakebigquery.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** All uploads, in a folder of their own beside the store's file. Thread-safe. */
public final class UploadSessions {
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private final Path folder;
  private final Map<String, UploadSession> open = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param store folder of the store
   */
  public UploadSessions(Path store) {
    this.folder = store.resolve("uploads");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("making the folder " + folder, e);
    }
  }

  /** Receives a job and its data in one. */
  public MultipartUpload receive(String contentType, InputStream body) throws IOException {
    Path file = folder.resolve(UUID.randomUUID() + ".data");
    bytes.addAndGet(Files.copy(body, file));
    boolean whole = false;
    try {
      MultipartUpload upload = MultipartFile.read(contentType, file);
      whole = true;
      return upload;
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Begins a session. */
  public UploadSession open(ObjectNode job) {
    UploadSession session = UploadSession.begin(folder, UUID.randomUUID().toString(), job);
    open.put(session.id(), session);
    return session;
  }

  /** A session by its id, also one of a former life. */
  public Optional<UploadSession> find(String id) {
    return ID.matcher(id).matches()
        ? Optional.ofNullable(open.computeIfAbsent(id, this::read))
        : Optional.empty();
  }

  private @Nullable UploadSession read(String id) {
    Path file = folder.resolve(id + ".json");
    if (!Files.exists(file)) {
      return null;
    }
    try {
      String text = new String(Files.readAllBytes(file), UTF_8);
      return new UploadSession(folder, id, Json.parse(text));
    } catch (IOException e) {
      throw new UncheckedIOException("reading upload session " + id, e);
    }
  }

  /** Bytes received in calls of one part each, since the start. */
  public long bytes() {
    return bytes.get();
  }
}
