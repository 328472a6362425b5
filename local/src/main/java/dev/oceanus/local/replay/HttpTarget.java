package dev.oceanus.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.replay.Answer.Accepted;
import dev.oceanus.local.replay.Answer.NotNow;
import dev.oceanus.local.replay.Answer.Refused;
import dev.oceanus.local.replay.Answer.Unknown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A collector behind an address, asked on a connection of its own each time. No HTTP library, since
 * these send a request again by themselves when a connection breaks, and write headers in ASCII.
 */
public final class HttpTarget implements Target {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 30_000;
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
  private static final Pattern EVENT = Pattern.compile("(?i)\r\nOceanus-Event: ([a-z]{1,32})\r\n");
  private static final Pattern REASON = Pattern.compile("\"reason\":\"([a-z_]{1,64})\"");

  private final URI base;

  /**
   * @param url as {@code http://127.0.0.1:8080}
   * @throws CommandException if it is none
   */
  public HttpTarget(String url) {
    this.base = checked(url);
  }

  private static URI checked(String url) {
    try {
      URI uri = new URI(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      boolean bare = uri.getRawQuery() == null && uri.getRawUserInfo() == null;
      if (web && bare && uri.getHost() != null && (path.isEmpty() || path.equals("/"))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // told below like any other text that is no address of a collector
    }
    throw CommandException.usage(
        "replay --to takes a collector's address as http://127.0.0.1:8080, found '" + url + "'");
  }

  @Override
  public Answer send(Request request) {
    boolean sent = false;
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      byte[] head = head(request).getBytes(UTF_8);
      sent = true;
      out.write(head);
      out.write(request.body());
      out.flush();
      return answer(socket.getInputStream());
    } catch (IOException e) {
      String found = base + ": " + e.getClass().getSimpleName() + " " + e.getMessage();
      return sent ? new Unknown(found) : new NotNow(found);
    }
  }

  private Socket connect() throws IOException {
    boolean secure = "https".equals(base.getScheme());
    int port = base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80;
    String host = base.getHost();
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      plain.setSoTimeout(READ_MILLIS);
      plain.setTcpNoDelay(true);
      return secure ? secured(plain, host, port) : plain;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket secured(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // else any certificate would do
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private String head(Request request) {
    StringBuilder head = new StringBuilder(512);
    head.append(request.method())
        .append(' ')
        .append(request.target())
        .append(" HTTP/1.1\r\nHost: ")
        .append(base.getRawAuthority())
        .append("\r\nConnection: close\r\n");
    for (Request.Header header : request.headers()) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (request.method().equals("POST")) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** A click is led on whatever becomes of its event. */
  private Answer clicked(String event) {
    return switch (event.toLowerCase(Locale.ROOT)) {
      case "stored" -> new Accepted();
      case "unavailable", "rate" -> new NotNow(base + " led a click on, its event " + event);
      case "refused" -> new Refused("refused");
      default -> new Unknown(base + " led a click on, its event " + event);
    };
  }

  private Answer answer(InputStream in) throws IOException {
    String text = new String(in.readNBytes(LONGEST_ANSWER), UTF_8);
    int end = text.indexOf("\r\n");
    Matcher status = STATUS.matcher(end < 0 ? text : text.substring(0, end));
    if (!status.matches()) {
      return new Unknown(base + ": no answer in HTTP");
    }
    int code = Integer.parseInt(status.group(1));
    Matcher event = EVENT.matcher(text);
    if (code < 400) {
      return event.find() ? clicked(event.group(1)) : new Accepted();
    }
    if (code == 503 || code == 429) {
      return new NotNow(base + " answered " + code);
    }
    Matcher reason = REASON.matcher(text);
    String word = reason.find() ? reason.group(1) : "status " + code;
    return code >= 500 ? new Unknown(base + " answered " + code) : new Refused(word);
  }
}
