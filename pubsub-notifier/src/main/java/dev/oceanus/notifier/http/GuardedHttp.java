package dev.oceanus.notifier.http;

import dev.oceanus.notifier.http.Outcome.Answered;
import dev.oceanus.notifier.http.Outcome.Forbidden;
import dev.oceanus.notifier.http.Outcome.Unanswered;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A client for places that strangers may have a hand in: HTTP/1.1, one call a connection, which
 * goes to the addresses that were judged and to no other. No redirects, no proxy, no cookies, no
 * compression; an answer is read up to 64 KB, and nothing of it is logged. Thread-safe.
 */
public final class GuardedHttp {
  /** How much of an answer's body is read. */
  public static final int BODY_AT_MOST = 64 * 1024;

  private final Guard guard;
  private final Resolver resolver;
  private final SSLSocketFactory tls;

  /**
   * @param tls trusts whom the answers may come from
   */
  public GuardedHttp(Guard guard, Resolver resolver, SSLSocketFactory tls) {
    this.guard = guard;
    this.resolver = resolver;
    this.tls = tls;
  }

  /** One that asks the system for names and trusts whom the JDK trusts. */
  public static GuardedHttp of(Guard guard) {
    return new GuardedHttp(
        guard, Resolver.SYSTEM, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * Calls, within the call's time. An answer whose status was read counts though its body is late.
   *
   * @throws InterruptedException if the caller is to end; the call may have arrived
   */
  public Outcome call(Call call) throws InterruptedException {
    Exchange exchange = new Exchange(call);
    try {
      return Attempt.within(call.limit(), "notifier-http", exchange::run);
    } catch (ForbiddenException e) {
      return new Forbidden(reason(e));
    } catch (IOException e) {
      Answered early = exchange.answered;
      return early != null ? early : new Unanswered(reason(e, call.place()), exchange.sent);
    }
  }

  private static String reason(ForbiddenException e) {
    return String.valueOf(e.getMessage());
  }

  private static String reason(IOException e, URI place) {
    String host = Guard.key(place);
    return switch (e) {
      case OutOfTimeException late -> host + " gave " + late.getMessage();
      case UnknownHostException unknown -> "the name " + host + " has no address now";
      case ConnectException refused -> host + " takes no connections";
      case SocketTimeoutException late -> host + " takes no connections";
      case SSLException unsafe ->
          "no secure connection to %s (%s)".formatted(host, unsafe.getClass().getSimpleName());
      case AnswerReader.FormatException strange -> host + " answered no HTTP";
      default -> "the connection to " + host + " broke off";
    };
  }

  /** One call under way; its caller looks at the fields when the time is over. */
  private final class Exchange {
    private final Call call;
    private volatile boolean sent;
    private volatile @Nullable Answered answered;

    Exchange(Call call) {
      this.call = call;
    }

    Outcome run(Attempt attempt) throws IOException {
      URI place = call.place();
      List<InetAddress> addresses = guard.addresses(place, resolver);
      Socket plain = attempt.connect(addresses, Guard.port(place));
      Socket socket = place.getScheme().equalsIgnoreCase("https") ? secure(plain, place) : plain;
      OutputStream out = socket.getOutputStream();
      sent = true;
      out.write(request());
      out.flush();
      AnswerReader reader = new AnswerReader(socket.getInputStream(), BODY_AT_MOST);
      Answered head = reader.head();
      answered = head;
      return reader.body(head);
    }

    private SSLSocket secure(Socket plain, URI place) throws IOException {
      SSLSocket socket =
          (SSLSocket) tls.createSocket(plain, Guard.bare(place.getHost()), Guard.port(place), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    }

    private byte[] request() {
      URI place = call.place();
      String path = place.getRawPath().isEmpty() ? "/" : place.getRawPath();
      String query = place.getRawQuery() == null ? "" : "?" + place.getRawQuery();
      StringBuilder head =
          new StringBuilder()
              .append("%s %s%s HTTP/1.1\r\n".formatted(call.method(), path, query))
              .append("Host: ")
              .append(place.getRawAuthority())
              .append("\r\nConnection: close\r\nAccept-Encoding: identity\r\n")
              .append("User-Agent: Oceanus\r\n");
      call.headers().forEach((name, value) -> head.append("%s: %s\r\n".formatted(name, value)));
      if (call.body().length > 0 || !call.method().equals("GET")) {
        head.append("Content-Length: ").append(call.body().length).append("\r\n");
      }
      byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
      byte[] all = new byte[first.length + call.body().length];
      System.arraycopy(first, 0, all, 0, first.length);
      System.arraycopy(call.body(), 0, all, first.length, call.body().length);
      return all;
    }
  }
}
