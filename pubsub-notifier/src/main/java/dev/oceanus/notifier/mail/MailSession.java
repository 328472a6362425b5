package dev.oceanus.notifier.mail;

import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.http.Attempt;
import dev.oceanus.notifier.http.Resolver;
import dev.oceanus.notifier.mail.MailServer.Security;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Speaks SMTP with one server, a connection a mail. Immutable. */
final class MailSession {
  private final MailServer server;
  private final SSLSocketFactory tls;
  private final InternetAddress from;
  private final Duration silence;

  /**
   * @param silence how long each answer may take
   */
  MailSession(MailServer server, SSLSocketFactory tls, InternetAddress from, Duration silence) {
    this.server = server;
    this.tls = tls;
    this.from = from;
    this.silence = silence;
  }

  MailServer server() {
    return server;
  }

  /**
   * Sends a mail to those of its recipients who do not have it.
   *
   * @throws IOException if the connection fails; the mail may have been taken
   */
  Sending send(
      Notice notice, List<InternetAddress> to, Set<InternetAddress> missing, Attempt attempt)
      throws IOException {
    Session session = Session.getInstance(properties(), authenticator());
    SMTPTransport transport = new SMTPTransport(session, null);
    try {
      Letter letter = Letter.of(notice, from, to.toArray(Address[]::new), session);
      try {
        transport.connect(connect(attempt));
      } catch (MessagingException e) {
        return new Sending.NotNow(ofConnecting(e, transport.getLastReturnCode()));
      }
      transport.sendMessage(letter, missing.toArray(Address[]::new));
      leave(transport);
      return new Sending.Taken(missing, Set.of(), Set.of());
    } catch (SendFailedException e) {
      return ofSending(e, transport.getLastReturnCode());
    } catch (MessagingException e) {
      return new Sending.NotNow(broken(e, transport.getLastReturnCode()));
    }
  }

  private static void leave(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // The mail was taken; that the server did not hear the farewell changes nothing.
    }
  }

  /** The library then checks certificates by the name that the addresses carry. */
  private Socket connect(Attempt attempt) throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    for (InetAddress address : Resolver.SYSTEM.resolve(server.host())) {
      addresses.add(InetAddress.getByAddress(server.host(), address.getAddress()));
    }
    Socket plain = attempt.connect(addresses, server.port());
    plain.setSoTimeout((int) silence.toMillis());
    if (server.security() != Security.IMPLICIT) {
      return plain;
    }
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, server.host(), server.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private Properties properties() {
    Properties properties = new Properties();
    boolean startTls = server.security() == Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", tls);
    properties.put("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
    server.login().ifPresent(login -> properties.put("mail.smtp.user", login.user()));
    properties.put("mail.smtp.from", from.getAddress());
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }

  private @Nullable Authenticator authenticator() {
    return server
        .login()
        .<@Nullable Authenticator>map(
            login ->
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(login.user(), login.password().reveal());
                  }
                })
        .orElse(null);
  }

  /** What the connection says is about the sender or the server, not about this mail. */
  private static String ofConnecting(MessagingException e, int code) {
    return e instanceof AuthenticationFailedException
        ? "the server refuses the user or the password (" + code + ")"
        : broken(e, code);
  }

  private static String broken(MessagingException e, int code) {
    return e.getCause() instanceof IOException cause
        ? "the server broke off or is silent (" + cause.getClass().getSimpleName() + ")"
        : "the server answered " + code;
  }

  private static Sending ofSending(SendFailedException e, int code) {
    Set<InternetAddress> sent = set(e.getValidSentAddresses());
    Set<InternetAddress> later = set(e.getValidUnsentAddresses());
    Set<InternetAddress> refused = set(e.getInvalidAddresses());
    if (!sent.isEmpty()) {
      return new Sending.Taken(sent, later, refused);
    }
    if (e instanceof SMTPSendFailedException answered) {
      int answer = answered.getReturnCode();
      return answer >= 500
          ? new Sending.Never("the server answered " + answer)
          : new Sending.NotNow("the server answered " + answer);
    }
    if (e.getNextException() instanceof MessagingException next
        && next.getCause() instanceof IOException) {
      return new Sending.NotNow(broken(next, code));
    }
    if (!later.isEmpty() || refused.isEmpty()) {
      return new Sending.NotNow("no recipient can take it yet (" + code + ")");
    }
    return new Sending.Never("every recipient was refused (" + code + ")");
  }

  private static Set<InternetAddress> set(Address @Nullable [] addresses) {
    return addresses == null
        ? Set.of()
        : Arrays.stream(addresses)
            .map(InternetAddress.class::cast)
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
