package dev.oceanus.fakebigquery.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.load.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An upload in several calls. What was received lies in a file, so that the session outlives the
 * process; a second file holds the job and, at the end, the answer. Callers take turns.
 */
public final class UploadSession {
  private static final int QUANTUM = 256 * 1024;
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final String id;
  private final ObjectNode state;

  UploadSession(Path folder, String id, ObjectNode state) {
    this.folder = folder;
    this.id = id;
    this.state = state;
  }

  public String id() {
    return id;
  }

  /** The job as it was sent at the beginning. */
  public ObjectNode job() {
    return (ObjectNode) state.path("job").deepCopy();
  }

  /** What the last call was answered, if there was a last one. */
  public Optional<ObjectNode> answer() {
    return state.path("answer") instanceof ObjectNode answer
        ? Optional.of(answer)
        : Optional.empty();
  }

  /** Keeps the answer of the last call for who asks again. */
  public void answered(ObjectNode answer) {
    state.set("answer", answer);
    save();
  }

  void save() {
    try {
      Path file = folder.resolve(id + ".json");
      Path written = folder.resolve(id + ".new");
      Files.write(written, state.toString().getBytes(UTF_8));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("keeping upload session " + id, e);
    }
  }

  private Path data() {
    return folder.resolve(id + ".data");
  }

  /** Where the whole data is. */
  public Upload upload(long length) {
    return new Upload(folder.getFileName() + "/" + id + ".data", 0, length);
  }

  /**
   * Appends what a call carries, but for what was received before.
   *
   * @return how many bytes there are now
   */
  public long receive(ContentRange range, InputStream body) throws IOException {
    try (FileChannel file =
        FileChannel.open(data(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long received = file.size();
      if (range.start() < 0) {
        return received;
      }
      if (range.start() > received) {
        throw new ApiException(
            503,
            "backendError",
            "Invalid request.  According to the Content-Range header, the upload offset is %d byte(s), which exceeds already uploaded size of %d byte(s)."
                .formatted(range.start(), received));
      }
      boolean last = range.total() == range.start() + range.length();
      if (!last && range.length() % QUANTUM != 0) {
        throw ApiException.invalid(
            "Invalid request.  The number of bytes uploaded is required to be equal or greater than 262144, except for the final request (it's recommended to be the exact multiple of 262144).  The received request contained %d bytes, which does not meet this requirement."
                .formatted(range.length()));
      }
      body.skipNBytes(Math.min(received - range.start(), range.length()));
      copy(body, file.position(received));
      file.force(false);
      return file.size();
    }
  }

  private static void copy(InputStream body, FileChannel file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
  }

  static UploadSession begin(Path folder, String id, ObjectNode job) {
    UploadSession session = new UploadSession(folder, id, Json.object());
    session.state.set("job", job);
    session.save();
    return session;
  }
}
