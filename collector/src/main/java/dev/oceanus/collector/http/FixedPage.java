package dev.oceanus.collector.http;

import dev.oceanus.collector.http.Reply.Header;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a page that never changes: compressed once, if that makes it shorter, each form
 * under an ETag of its own. Thread-safe.
 */
final class FixedPage implements Endpoint {
  private static final Header CODED = new Header(Headers.CONTENT_ENCODING, "gzip");
  private static final Header VARY = new Header(Headers.VARY, "Accept-Encoding");
  private static final Header ANY_ORIGIN =
      new Header(new HttpString("Access-Control-Allow-Origin"), "*");

  private final Form plain;
  private final @Nullable Form coded;

  /** One form of the page, whole and as the answer to who has it already. */
  private record Form(String tag, Reply whole, Reply unchanged) {}

  FixedPage(Page page) {
    byte[] gzip = gzip(page.body());
    boolean shorter = gzip.length < page.body().length;
    List<Header> shared = shared(page, shorter);
    Header type = new Header(Headers.CONTENT_TYPE, page.contentType());
    this.plain = form(page.body(), shared, List.of(type));
    this.coded = shorter ? form(gzip, shared, List.of(type, CODED)) : null;
  }

  private static List<Header> shared(Page page, boolean varies) {
    List<Header> shared = new ArrayList<>();
    shared.add(new Header(Headers.CACHE_CONTROL, page.cacheControl()));
    if (varies) {
      shared.add(VARY);
    }
    boolean html = page.contentType().startsWith("text/html");
    shared.addAll(html ? SecurityHeaders.OF_HTML : List.of(ANY_ORIGIN));
    return shared;
  }

  private static Form form(byte[] body, List<Header> shared, List<Header> ofBody) {
    String tag = tag(body);
    List<Header> unchanged = new ArrayList<>(shared);
    unchanged.add(new Header(Headers.ETAG, tag));
    List<Header> whole = new ArrayList<>(unchanged);
    whole.addAll(ofBody);
    return new Form(
        tag,
        new Reply(200, List.copyOf(whole), Reply.direct(body)),
        new Reply(304, List.copyOf(unchanged), ByteBuffer.allocate(0)));
  }

  /** Names these bytes, as the header ETag does. */
  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream(bytes.length);
    try (OutputStream out = new Smallest(coded)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("compressing in memory", e);
    }
    return coded.toByteArray();
  }

  private static final class Smallest extends GZIPOutputStream {
    Smallest(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  @Override
  public void handle(Call call) {
    HeaderMap headers = call.exchange().getRequestHeaders();
    Iterable<String> accept = values(headers, Headers.ACCEPT_ENCODING);
    switch (AcceptEncoding.of(accept, coded != null)) {
      case IDENTITY -> send(call, plain, headers);
      case GZIP -> send(call, coded == null ? plain : coded, headers);
      case NONE -> call.send(Reply.NOT_ACCEPTABLE);
    }
  }

  private static void send(Call call, Form form, HeaderMap headers) {
    boolean known = names(values(headers, Headers.IF_NONE_MATCH), form.tag);
    call.send(known ? form.unchanged : form.whole);
  }

  /** Whether one of the tags is this one, be it as a weak one, or all are meant. */
  private static boolean names(Iterable<String> headers, String tag) {
    for (String header : headers) {
      for (String each : header.split(",", -1)) {
        String known = each.strip();
        if (known.equals("*") || known.equals(tag) || known.equals("W/" + tag)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Iterable<String> values(HeaderMap headers, HttpString name) {
    HeaderValues values = headers.get(name);
    return values == null ? List.of() : values;
  }
}
