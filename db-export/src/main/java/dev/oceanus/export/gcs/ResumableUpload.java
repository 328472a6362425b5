package dev.oceanus.export.gcs;

import dev.oceanus.export.gcs.StorageCalls.Answer;
import dev.oceanus.export.targets.PendingFile;
import dev.oceanus.export.targets.TargetException;
import dev.oceanus.export.targets.UploadLostException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An object while it is uploaded in chunks. After a failure Cloud Storage is asked how much it has,
 * and the rest of the chunk is sent again. Of one thread.
 */
final class ResumableUpload extends PendingFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern RANGE = Pattern.compile("bytes=0-(\\d{1,18})");
  private static final int RESUME = 308;
  private static final int EXISTS = 412;

  private final StorageCalls calls;
  private final StorageTerms terms;
  private final String bucket;
  private final String object;
  private final byte[] buffer;
  private final CRC32C checksum = new CRC32C();
  private int filled;
  private long sent;
  private @Nullable URI session;
  private boolean done;

  ResumableUpload(StorageCalls calls, StorageTerms terms, String bucket, String object) {
    this.calls = calls;
    this.terms = terms;
    this.bucket = bucket;
    this.object = object;
    this.buffer = new byte[terms.chunk()];
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    checksum.update(bytes, from, length);
    int at = from;
    int left = length;
    while (left > 0) {
      if (filled == buffer.length) {
        send(false); // not before more is there: the last chunk says that it is the last
      }
      int copied = Math.min(left, buffer.length - filled);
      System.arraycopy(bytes, at, buffer, filled, copied);
      filled += copied;
      at += copied;
      left -= copied;
    }
  }

  @Override
  public void commit() {
    send(true);
    done = true;
  }

  /** Sends what is in the buffer, and goes on until Cloud Storage has it. */
  private void send(boolean last) {
    URI uri = session == null ? start() : session;
    session = uri;
    long end = sent + filled;
    Answer answer = calls.once(chunk(uri, 0, last));
    for (int failures = 1; !isTaken(answer, end, last); failures++) {
      if (failures >= terms.tries()) {
        throw BucketTarget.failure("uploading", bucket, object, answer);
      }
      answer = again(uri, answer, failures, last);
    }
    sent = end;
    filled = 0;
  }

  /** What is answered once what is missing was sent again. */
  private Answer again(URI uri, Answer failed, int failures, boolean last) {
    Answer status = failed;
    if (failed.mayPass()) {
      calls.pause(failures);
      status = calls.once(status(uri, last));
    }
    if (status.status() != RESUME) {
      return status;
    }
    int offset = Math.toIntExact(Math.max(-1, received(status) - sent));
    if (offset < 0) {
      throw new UploadLostException("Cloud Storage has lost a part of " + object);
    }
    return offset == filled && !last ? status : calls.once(chunk(uri, offset, last));
  }

  private boolean isTaken(Answer answer, long end, boolean last) {
    if (answer.isGood()) {
      if (!last) {
        throw BucketTarget.failure("uploading", bucket, object, answer);
      }
      check(answer, end);
      return true;
    }
    return switch (answer.status()) {
      case RESUME -> !last && received(answer) == end;
      case 404, 410 ->
          throw new UploadLostException("Cloud Storage has forgotten the upload of " + object);
      case EXISTS -> throw new ObjectExistsException(object + " is there already");
      default -> {
        if (!answer.mayPass()) {
          throw BucketTarget.failure("uploading", bucket, object, answer);
        }
        yield false;
      }
    };
  }

  /** What Cloud Storage has must be what was sent. */
  private void check(Answer answer, long size) {
    try {
      var json = JSON.readTree(answer.body());
      byte[] crc = ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
      if (json.path("crc32c").asString("").equals(Base64.getEncoder().encodeToString(crc))
          && json.path("size").asString("").equals(Long.toString(size))) {
        return;
      }
    } catch (JacksonException e) {
      // no object's description, so as good as a wrong one
    }
    throw new TargetException(
        "gs://%s/%s arrived as something else than was sent".formatted(bucket, object), null);
  }

  private static long received(Answer answer) {
    Matcher range = RANGE.matcher(answer.header().apply("range"));
    return range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
  }

  private URI start() {
    String path =
        "/upload/storage/v1/b/%s/o?uploadType=resumable&ifGenerationMatch=0&name=%s"
            .formatted(BucketTarget.encoded(bucket), BucketTarget.encoded(object));
    String type = object.endsWith(".gz") ? "application/gzip" : "application/json";
    Answer answer =
        calls.call(
            uri ->
                HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json; charset=UTF-8")
                    .header("X-Upload-Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"contentType\":\"" + type + "\"}")),
            calls.uri(path));
    if (answer.status() == EXISTS) {
      throw new ObjectExistsException(object + " is there already");
    }
    String location = answer.header().apply("location");
    if (!answer.isGood() || location.isEmpty()) {
      throw BucketTarget.failure("beginning the upload of", bucket, object, answer);
    }
    return URI.create(location);
  }

  private HttpRequest.Builder chunk(URI uri, int offset, boolean last) {
    long from = sent + offset;
    long end = sent + filled;
    if (from == end) {
      return status(uri, last);
    }
    String range = "bytes %d-%d/%s".formatted(from, end - 1, last ? Long.toString(end) : "*");
    return HttpRequest.newBuilder(uri)
        .header("Content-Range", range)
        .PUT(BodyPublishers.ofByteArray(buffer, offset, filled - offset));
  }

  private HttpRequest.Builder status(URI uri, boolean last) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Range", "bytes */" + (last ? Long.toString(sent + filled) : "*"))
        .PUT(BodyPublishers.noBody());
  }

  /** An upload that did not come to its end is nothing; Cloud Storage forgets it. */
  @Override
  public void close() {
    URI uri = session;
    if (!done && uri != null) {
      calls.once(HttpRequest.newBuilder(uri).DELETE());
      done = true;
    }
  }
}
