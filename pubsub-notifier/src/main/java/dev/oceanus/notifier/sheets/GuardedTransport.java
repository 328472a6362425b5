package dev.oceanus.notifier.sheets;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import dev.oceanus.notifier.http.Call;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.http.Outcome;
import dev.oceanus.notifier.http.Outcome.Answered;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lets Google's library of credentials call through the guarded client. */
final class GuardedTransport extends HttpTransport {
  /** Those that the client writes itself. */
  private static final Set<String> OWN =
      Set.of("accept-encoding", "user-agent", "content-length", "host", "connection");

  private final GuardedHttp http;

  GuardedTransport(GuardedHttp http) {
    this.http = http;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Request(http, method, URI.create(url));
  }

  private static final class Request extends LowLevelHttpRequest {
    private final GuardedHttp http;
    private final String method;
    private final URI place;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Request(GuardedHttp http, String method, URI place) {
      this.http = http;
      this.method = method;
      this.place = place;
    }

    @Override
    public void addHeader(String name, String value) {
      if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
        headers.put(name, value);
      }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (getStreamingContent() != null) {
        getStreamingContent().writeTo(body);
        headers.put("Content-Type", getContentType());
      }
      try {
        Outcome outcome =
            http.call(new Call(method, place, headers, body.toByteArray(), Call.LIMIT));
        return switch (outcome) {
          case Answered answer -> new Response(answer);
          case Outcome.Unanswered none -> throw new IOException(none.reason());
          case Outcome.Forbidden forbidden -> throw new IOException(forbidden.reason());
        };
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the process ends");
      }
    }
  }

  private static final class Response extends LowLevelHttpResponse {
    private final Answered answer;
    private final List<Map.Entry<String, String>> headers;

    Response(Answered answer) {
      this.answer = answer;
      this.headers = List.copyOf(answer.headers().entrySet());
    }

    @Override
    public InputStream getContent() {
      return new ByteArrayInputStream(answer.body());
    }

    @Override
    public String getContentEncoding() {
      return answer.header("content-encoding").orElse("identity");
    }

    @Override
    public long getContentLength() {
      return answer.body().length;
    }

    @Override
    public String getContentType() {
      return answer.header("content-type").orElse("application/octet-stream");
    }

    @Override
    public String getStatusLine() {
      return "HTTP/1.1 " + answer.status();
    }

    @Override
    public int getStatusCode() {
      return answer.status();
    }

    @Override
    public String getReasonPhrase() {
      return "";
    }

    @Override
    public int getHeaderCount() {
      return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
      return headers.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
      return headers.get(index).getValue();
    }
  }
}
