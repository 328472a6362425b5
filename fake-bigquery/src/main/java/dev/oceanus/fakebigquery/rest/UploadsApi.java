package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.fault.Fault;
import dev.oceanus.fakebigquery.fault.FaultGate;
import dev.oceanus.fakebigquery.job.JobDesk;
import dev.oceanus.fakebigquery.job.JobRequest;
import dev.oceanus.fakebigquery.load.Upload;
import dev.oceanus.fakebigquery.upload.ContentRange;
import dev.oceanus.fakebigquery.upload.MultipartUpload;
import dev.oceanus.fakebigquery.upload.UploadSession;
import dev.oceanus.fakebigquery.upload.UploadSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Load jobs with their data: in one call, or in a session of several. Thread-safe. */
public final class UploadsApi {
  private static final String PATH = "/upload" + Resources.ROOT + "/{project}/jobs";
  private static final String OTHER_PATH = "/resumable" + PATH;

  private final JobDesk desk;
  private final UploadSessions sessions;
  private final FaultGate gate;

  public UploadsApi(JobDesk desk, UploadSessions sessions, FaultGate gate) {
    this.desk = desk;
    this.sessions = sessions;
    this.gate = gate;
  }

  public List<Route> routes() {
    return List.of(
        new Route("POST", PATH, "jobs.insert", "multipart", this::multipart),
        new Route("POST", PATH, "upload.start", "resumable", this::start),
        new Route("PUT", PATH, "upload.chunk", "resumable", this::chunk),
        new Route("POST", OTHER_PATH, "upload.start", "resumable", this::start),
        new Route("PUT", OTHER_PATH, "upload.chunk", "resumable", this::chunk));
  }

  private Reply multipart(Call call) {
    try {
      MultipartUpload upload =
          sessions.receive(call.header("content-type").orElse(""), call.body());
      return inserted(call, upload.job(), upload.upload(), call.fault());
    } catch (IOException e) {
      throw new UncheckedIOException("receiving an upload", e);
    }
  }

  private Reply start(Call call) {
    ObjectNode job = Resources.body(call);
    UploadSession session = sessions.open(job);
    String location =
        call.base()
            + "/upload"
            + Resources.ROOT
            + "/"
            + call.project()
            + "/jobs?uploadType=resumable&upload_id="
            + session.id();
    return new Reply(200, Map.of("Location", location, "X-GUploader-UploadID", session.id()), null);
  }

  private Reply chunk(Call call) {
    String id = call.parameter("upload_id").orElse("");
    UploadSession session =
        sessions.find(id).orElseThrow(() -> ApiException.notFound("Upload session " + id));
    ContentRange range =
        ContentRange.parse(
            call.header("content-range").orElse(""), call.header("content-length").orElse(""));
    try {
      synchronized (session) {
        return chunk(call, session, range);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("receiving a part of upload " + id, e);
    }
  }

  private Reply chunk(Call call, UploadSession session, ContentRange range) throws IOException {
    Optional<ObjectNode> answered = session.answer();
    if (answered.isPresent()) {
      return Reply.ok(answered.get());
    }
    long received = session.receive(range, call.body());
    if (!range.endsAt(received)) {
      return received == 0
          ? Reply.empty(308)
          : new Reply(308, Map.of("Range", "bytes=0-" + (received - 1)), null);
    }
    return gate.pass(
        "jobs.insert",
        fault -> {
          Reply reply = inserted(call, session.job(), session.upload(received), fault);
          session.answered((ObjectNode) Objects.requireNonNull(reply.body()));
          return reply;
        });
  }

  private Reply inserted(Call call, ObjectNode job, Upload upload, Fault fault) {
    return Reply.ok(
        desk.insert(new JobRequest(call.project(), job, Optional.of(upload), fault)).resource());
  }
}
