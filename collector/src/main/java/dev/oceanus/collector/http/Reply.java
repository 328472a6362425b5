package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An answer, made once and sent many times.
 *
 * @param status code
 * @param headers besides those that every answer has, and those of CORS
 * @param body read-only, duplicated for each sending; may be empty
 */
record Reply(int status, List<Header> headers, ByteBuffer body) {
  /** Hints that a browser must not guess another type. */
  static final Header NOSNIFF = new Header(new HttpString("X-Content-Type-Options"), "nosniff");

  private static final HttpString EVENT = new HttpString("Oceanus-Event");
  private static final Header NO_STORE = new Header(Headers.CACHE_CONTROL, "no-store");
  private static final Header RETRY_AFTER = new Header(Headers.RETRY_AFTER, "5");
  private static final Header JSON = new Header(Headers.CONTENT_TYPE, "application/json");
  private static final List<Header> JSON_HEADERS = List.of(JSON, NO_STORE);
  private static final Header TEXT = new Header(Headers.CONTENT_TYPE, "text/plain; charset=UTF-8");

  /** A name and a value. */
  record Header(HttpString name, String value) {}

  private static final List<Header> GIF_HEADERS =
      List.of(
          new Header(Headers.CONTENT_TYPE, "image/gif"),
          new Header(Headers.CACHE_CONTROL, "no-cache, no-store, must-revalidate"),
          new Header(Headers.EXPIRES, "Mon, 01 Jan 1990 00:00:00 GMT"),
          new Header(Headers.PRAGMA, "no-cache"));
  private static final ByteBuffer GIF_BODY =
      direct(
          HexFormat.of()
              .parseHex("4749463839610100010080ff00ffffff0000002c00000000010001000002024401003b"));

  /** The picture of one pixel. */
  static final Reply GIF = new Reply(200, GIF_HEADERS, GIF_BODY);

  /** The same picture for a value that was refused, as the Python system answers. */
  static final Reply BAD_GIF = new Reply(400, GIF_HEADERS, GIF_BODY);

  static final Reply OK = text(200, "ok\n");
  static final Reply OK_WORD = text(200, "ok");
  static final Reply EMPTY_TEXT = text(200, "");
  static final Reply BACKLOG = with(text(503, "backlog\n"), RETRY_AFTER);
  static final Reply NOT_NOW = with(text(503, "unavailable\n"), RETRY_AFTER);
  static final Reply NO_CONTENT = new Reply(204, List.of(NO_STORE), direct(new byte[0]));
  static final Reply ROBOTS = text(200, "User-agent: *\nDisallow: /\n");
  static final Reply NO_ICON =
      new Reply(
          204,
          List.of(new Header(Headers.CACHE_CONTROL, "public, max-age=86400")),
          direct(new byte[0]));
  static final Reply UNAVAILABLE = with(error(503, "unavailable"), RETRY_AFTER);
  static final Reply UNKNOWN_SITE = error(404, "unknown_site");
  static final Reply NOT_FOUND = error(404, "not_found");
  static final Reply NOT_ACCEPTABLE = error(406, "not_acceptable");
  static final Reply BAD_REQUEST = error(400, "bad_request");
  static final Reply BODY_NOT_TAKEN = error(400, "body_not_taken");
  static final Reply TRANSFER_ENCODING = error(501, "transfer_encoding");
  static final Reply LENGTH_REQUIRED = error(411, "length_required");
  static final Reply CONTENT_ENCODING = error(415, "content_encoding");
  static final Reply VERSION = error(505, "version");
  static final Reply EXPECTATION = error(417, "expectation");
  static final Reply URL_TOO_LONG = error(414, "url_too_long");
  static final Reply WHOLE_SERVER = methodNotAllowed("GET, POST, OPTIONS");
  static final Reply FAULT = error(500, "fault");

  /** To a browser that fetches ahead of a click: it forgets refusals, and asks again. */
  static final Reply PREFETCH = error(403, "prefetch");

  private static Reply error(int status, String reason) {
    return json(status, "{\"reason\":\"" + reason + "\"}");
  }

  /** An answer in JSON. */
  static Reply json(int status, String json) {
    return new Reply(status, JSON_HEADERS, ByteBuffer.wrap(json.getBytes(UTF_8)));
  }

  /** An answer in plain text. */
  static Reply text(int status, String text) {
    return new Reply(status, List.of(TEXT, NO_STORE), direct(text.getBytes(UTF_8)));
  }

  /** The same answer with one header more. */
  static Reply with(Reply reply, Header header) {
    List<Header> headers = new ArrayList<>(reply.headers);
    headers.add(header);
    return new Reply(reply.status, List.copyOf(headers), reply.body);
  }

  /** Methods that a route takes. */
  static Reply methodNotAllowed(String allow) {
    return with(error(405, "method_not_allowed"), new Header(Headers.ALLOW, allow));
  }

  /** The way to another page. */
  static Reply seeOther(String location) {
    return new Reply(
        303, List.of(new Header(Headers.LOCATION, location), NO_STORE), ByteBuffer.allocate(0));
  }

  /** The way to the next step, which must be asked for each time. */
  static Reply found(String location) {
    List<Header> headers = new ArrayList<>(GIF_HEADERS);
    headers.add(new Header(Headers.LOCATION, location));
    return new Reply(302, List.copyOf(headers), ByteBuffer.allocate(0));
  }

  /**
   * The way that a click goes.
   *
   * @param event what became of its event, in a word
   */
  static Reply found(String location, String event) {
    return new Reply(
        302,
        List.of(new Header(Headers.LOCATION, location), NO_STORE, new Header(EVENT, event)),
        ByteBuffer.allocate(0));
  }

  /** What the Python system answers for a site that it doesn't know: the name, made harmless. */
  static Reply unknownLegacySite(String name) {
    StringBuilder harmless = new StringBuilder("site name not found:");
    for (int i = 0; i < Math.min(name.length(), 64); i++) {
      char c = name.charAt(i);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~%".indexOf(c) >= 0);
      harmless.append(plain ? c : '?');
    }
    return new Reply(
        404, List.of(TEXT, NO_STORE), ByteBuffer.wrap(harmless.toString().getBytes(US_ASCII)));
  }

  /** Bytes for many sendings. */
  static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
  }
}
