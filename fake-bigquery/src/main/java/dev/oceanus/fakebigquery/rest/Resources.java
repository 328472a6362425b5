package dev.oceanus.fakebigquery.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What all resources have: tags, links, bodies of calls. */
final class Resources {
  static final String ROOT = "/bigquery/v2/projects";
  private static final String HOST = "https://bigquery.googleapis.com";
  private static final int TAG_BYTES = 12;

  private Resources() {}

  static String link(String path) {
    return HOST + ROOT + path;
  }

  /** The version of a resource. */
  static String etag(JsonNode stored) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(stored.toString().getBytes(UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Refuses a change of a version that is not the current one. */
  static void checkMatch(Call call, JsonNode stored) {
    String wanted = call.header("if-match").orElse("*").replace("\"", "");
    if (!wanted.equals("*") && !wanted.equals(etag(stored))) {
      throw new ApiException(412, "conditionNotMet", "Precondition Failed", "If-Match");
    }
  }

  static ObjectNode body(Call call) {
    try {
      return Json.parse(call.body().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading the body of a call", e);
    }
  }

  /** Where a page begins, as its token says. */
  static long start(Call call) {
    String token = call.parameter("pageToken").orElse("");
    return token.isEmpty() ? call.number("startIndex", 0) : fromToken(token);
  }

  private static long fromToken(String token) {
    try {
      return Long.parseLong(new String(Base64.getUrlDecoder().decode(token), UTF_8));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("Invalid value for pageToken: " + token);
    }
  }

  static String token(long start) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Long.toString(start).getBytes(UTF_8));
  }
}
