package dev.oceanus.fakebigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.oceanus.fakebigquery.api.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Calls the REST API with nothing but the JDK's client, so that each byte of it is ours. */
final class RestClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  RestClient(URI base) {
    this.base = base;
  }

  /** An answer with its body as JSON; an empty body is an empty object. */
  record Answer(int status, ObjectNode json, HttpResponse<String> raw) {
    String reason() {
      return json.path("error").path("errors").path(0).path("reason").asString("");
    }

    String message() {
      return json.path("error").path("message").asString("");
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path) throws IOException {
    return send(request(path).GET());
  }

  Answer delete(String path) throws IOException {
    return send(request(path).DELETE());
  }

  Answer post(String path, String json) throws IOException {
    return send(request(path).POST(BodyPublishers.ofString(quoted(json))));
  }

  Answer patch(String path, String json) throws IOException {
    return send(request(path).method("PATCH", BodyPublishers.ofString(quoted(json))));
  }

  Answer put(String path, String json) throws IOException {
    return send(request(path).PUT(BodyPublishers.ofString(quoted(json))));
  }

  /** So that tests are spared the backslashes. */
  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  HttpRequest.Builder request(String path) {
    URI uri = URI.create(path.startsWith("http") ? path : base + prefix(path) + path);
    return HttpRequest.newBuilder(uri).timeout(LIMIT);
  }

  private static String prefix(String path) {
    return path.startsWith("/_fake") || path.startsWith("/upload") ? "" : "/bigquery/v2/projects";
  }

  Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), Json.parse(response.body().getBytes(UTF_8)), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Inserts a load job of NDJSON into {@code web.NAME}, with its data in one call. */
  Answer load(String job, String table, String rows) throws IOException {
    return load(
        """
        {'jobReference':{'jobId':'%s'},'configuration':{'load':{
          'destinationTable':{'datasetId':'web','tableId':'%s'},
          'sourceFormat':'NEWLINE_DELIMITED_JSON'}}}
        """
            .formatted(job, table),
        rows.getBytes(UTF_8));
  }

  Answer load(String job, byte[] data) throws IOException {
    byte[] head =
        ("--cut\r\nContent-Type: application/json\r\n\r\n"
                + quoted(job)
                + "\r\n--cut\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(UTF_8);
    byte[] tail = "\r\n--cut--\r\n".getBytes(UTF_8);
    return send(
        request("/upload/bigquery/v2/projects/test/jobs?uploadType=multipart")
            .header("Content-Type", "multipart/related; boundary=cut")
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofByteArray(head),
                    BodyPublishers.ofByteArray(data),
                    BodyPublishers.ofByteArray(tail))));
  }

  /** Begins an upload in parts, and tells where they go. */
  String startUpload(String job) throws IOException {
    return send(request("/upload/bigquery/v2/projects/test/jobs?uploadType=resumable")
            .POST(BodyPublishers.ofString(quoted(job))))
        .header("Location");
  }

  Answer sendPart(String session, String range, byte[] data) throws IOException {
    return send(
        request(session).header("Content-Range", range).PUT(BodyPublishers.ofByteArray(data)));
  }

  /** The job once it is done. */
  ObjectNode done(String job) {
    return done(job, "");
  }

  ObjectNode done(String job, String query) {
    return await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> get("/test/jobs/" + job + query).json(),
            found -> "DONE".equals(found.path("status").path("state").asString("")));
  }

  /** Rows of a table of the dataset web. */
  long rows(String table) throws IOException {
    return get("/test/datasets/web/tables/" + table + "/data?maxResults=0")
        .json()
        .path("totalRows")
        .asLong(-1);
  }

  /** Makes a table of the dataset web with these fields of a schema. */
  void table(String name, String fields) throws IOException {
    Answer answer =
        post(
            "/test/datasets/web/tables",
            "{'tableReference':{'tableId':'%s'},'schema':{'fields':[%s]}}".formatted(name, fields));
    if (answer.status() != 200) {
      throw new IllegalStateException("making the table " + name + ": " + answer.json());
    }
  }

  /** The first cell of the result of a query. */
  @Nullable String cell(String sql) throws IOException {
    String query = Json.object().put("query", sql).put("useLegacySql", false).toString();
    Answer answer = send(request("/test/queries").POST(BodyPublishers.ofString(query)));
    if (answer.status() != 200) {
      throw new IllegalStateException(sql + ": " + answer.json());
    }
    return answer.json().path("rows").path(0).path("f").path(0).path("v").asString();
  }

  @Override
  public void close() {
    client.close();
  }
}
