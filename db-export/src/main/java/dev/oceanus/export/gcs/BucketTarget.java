package dev.oceanus.export.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.export.gcs.StorageCalls.Answer;
import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.targets.PendingFile;
import dev.oceanus.export.targets.Target;
import dev.oceanus.export.targets.TargetException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bucket, with a prefix for each date. An object is there once its upload is whole, never before.
 * Of two runs at once the first manifest stays, and the other run fails. Of one thread.
 */
public final class BucketTarget implements Target {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int NOT_FOUND = 404;

  private final StorageCalls calls;
  private final StorageTerms terms;
  private final String bucket;
  private final String prefix;

  /**
   * @param location {@code gs://bucket/prefix}
   */
  public BucketTarget(URI location, LocalDate date, StorageTerms terms, RandomGenerator random) {
    this.bucket = location.getAuthority();
    String path = location.getPath().replaceAll("^/+|/+$", "");
    this.prefix = (path.isEmpty() ? "" : path + "/") + date + "/";
    this.terms = terms;
    this.calls = new StorageCalls(terms, random);
  }

  @Override
  public Optional<String> manifest() {
    String object = prefix + Manifest.NAME;
    Answer answer = calls.call(HttpRequest::newBuilder, calls.uri(object(object) + "?alt=media"));
    if (answer.status() == NOT_FOUND && !answer.body().contains("bucket does not exist")) {
      return Optional.empty();
    }
    return Optional.of(good("reading", object, answer).body());
  }

  @Override
  public PendingFile create(String name) {
    return new ResumableUpload(calls, terms, bucket, prefix + name);
  }

  @Override
  public void commit(String manifest) {
    try (PendingFile file = create(Manifest.NAME)) {
      byte[] bytes = manifest.getBytes(UTF_8);
      file.write(bytes, 0, bytes.length);
      file.commit();
    } catch (ObjectExistsException e) {
      // Perhaps by us: the answer to the last call may have been lost.
      if (!manifest().equals(Optional.of(manifest))) {
        throw new TargetException(
            "another run has completed %s meanwhile; what this one wrote is left out"
                .formatted(place("")),
            e);
      }
    }
  }

  @Override
  public void delete(String name) {
    String object = prefix + name;
    Answer answer =
        calls.call(uri -> HttpRequest.newBuilder(uri).DELETE(), calls.uri(object(object)));
    if (answer.status() != NOT_FOUND) {
      good("deleting", object, answer);
    }
  }

  /**
   * Of this date, and only where a manifest is: without one another run may be at work on these
   * very files.
   */
  @Override
  public void tidy(LeftBehind left) {
    Optional<String> manifest = manifest();
    if (manifest.isEmpty()) {
      return;
    }
    for (String name : names()) {
      if (left.isLeft(name, manifest)) {
        delete(name);
      }
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    String page = "";
    do {
      String path =
          "/storage/v1/b/%s/o?fields=items(name),nextPageToken&prefix=%s%s"
              .formatted(
                  encoded(bucket),
                  encoded(prefix),
                  page.isEmpty() ? "" : "&pageToken=" + encoded(page));
      Answer answer = calls.call(HttpRequest::newBuilder, calls.uri(path));
      JsonNode json = JSON.readTree(good("listing", prefix, answer).body());
      json.path("items")
          .forEach(item -> names.add(item.path("name").asString().substring(prefix.length())));
      page = json.path("nextPageToken").asString("");
    } while (!page.isEmpty());
    return names;
  }

  private String object(String name) {
    return "/storage/v1/b/" + encoded(bucket) + "/o/" + encoded(name);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private Answer good(String what, String object, Answer answer) {
    if (!answer.isGood()) {
      throw failure(what, bucket, object, answer);
    }
    return answer;
  }

  static TargetException failure(String what, String bucket, String object, Answer answer) {
    String advice =
        switch (answer.status()) {
          case 401 -> "the credentials were refused";
          case 403 ->
              "grant the service account roles/storage.objectUser on the bucket, or see its message";
          case NOT_FOUND -> "there is no such bucket";
          default -> "Cloud Storage does not do it";
        };
    return new TargetException(
        "%s gs://%s/%s failed: %s (%s)".formatted(what, bucket, object, advice, answer.detail()),
        null);
  }

  @Override
  public String place(String name) {
    return "gs://" + bucket + "/" + prefix + name;
  }

  @Override
  public void close() {
    calls.close();
  }
}
