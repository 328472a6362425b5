package dev.oceanus.notifier.mail;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Content.Mail;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.http.Attempt;
import dev.oceanus.notifier.http.OutOfTimeException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recipients that the configuration names, by SMTP; nothing of an event decides who gets mail. Who
 * has a mail does not get it again because another recipient could not take it yet.
 */
public final class MailTarget implements Target {
  private static final Logger logger = LoggerFactory.getLogger(MailTarget.class);

  private static final Limits LIMITS = new Limits(Duration.ofSeconds(25), Duration.ofSeconds(10));

  private static final int REMEMBERED = 1_000;

  private final MailSession session;
  private final Duration limit;
  private final List<InternetAddress> to;

  /** Who has which notice, while others do not. */
  private final Map<String, Set<InternetAddress>> served = new LinkedHashMap<>();

  /**
   * How long a server may take.
   *
   * @param all for all phases together
   * @param silence until an answer begins, or goes on
   */
  record Limits(Duration all, Duration silence) {}

  /**
   * @param tls trusts whom the server may be
   * @param to at least one
   */
  public MailTarget(
      MailServer server, SSLSocketFactory tls, InternetAddress from, List<InternetAddress> to) {
    this(new MailSession(server, tls, from, LIMITS.silence()), to, LIMITS.all());
  }

  MailTarget(MailSession session, List<InternetAddress> to, Duration limit) {
    this.session = session;
    this.limit = limit;
    this.to = List.copyOf(to);
  }

  @Override
  public Content.Kind kind() {
    return Content.Kind.MAIL;
  }

  @Override
  public int most() {
    return 1;
  }

  @Override
  public Delivery deliver(List<Notice> notices) throws InterruptedException {
    Notice notice = notices.getFirst();
    String subject = ((Mail) notice.content()).subject();
    if (subject.codePoints().anyMatch(MailTarget::breaksLines)) {
      return new Delivery.Refused("the subject holds a character that would end its line");
    }
    Set<InternetAddress> missing = new LinkedHashSet<>(to);
    missing.removeAll(served.getOrDefault(notice.id(), Set.of()));
    try {
      Sending sending =
          Attempt.within(
              limit, "notifier-mail", attempt -> session.send(notice, to, missing, attempt));
      return delivery(notice, missing, sending);
    } catch (IOException e) {
      return new Delivery.Later(reason(e), null);
    }
  }

  private Delivery delivery(Notice notice, Set<InternetAddress> missing, Sending sending) {
    return switch (sending) {
      case Sending.Taken taken when !taken.later().isEmpty() -> {
        remember(notice.id(), taken.sent());
        yield new Delivery.Later(
            "%d of %d recipients cannot take it yet".formatted(taken.later().size(), to.size()),
            null);
      }
      case Sending.Taken taken -> delivered(notice, taken.refused().size());
      case Sending.NotNow notNow -> new Delivery.Later(notNow.reason(), null);
      case Sending.Never never ->
          served.containsKey(notice.id())
              ? delivered(notice, missing.size())
              : new Delivery.Refused(never.reason());
    };
  }

  private Delivery delivered(Notice notice, int refused) {
    served.remove(notice.id());
    if (refused > 0) {
      logger
          .atWarn()
          .addKeyValue("target", notice.target())
          .log("{} of {} recipients were refused for good; correct 'to'", refused, to.size());
    }
    return new Delivery.Delivered();
  }

  private void remember(String id, Set<InternetAddress> sent) {
    served.computeIfAbsent(id, each -> new LinkedHashSet<>()).addAll(sent);
    if (served.size() > REMEMBERED) {
      served.remove(served.keySet().iterator().next());
    }
  }

  private String reason(IOException e) {
    MailServer server = session.server();
    String host = server.host() + ":" + server.port();
    return switch (e) {
      case OutOfTimeException late -> host + " gave " + late.getMessage();
      case UnknownHostException unknown -> "the name " + server.host() + " has no address now";
      case ConnectException refused -> host + " takes no connections";
      case SocketTimeoutException late -> host + " is silent";
      case SSLException unsafe ->
          "no secure connection to %s (%s)".formatted(host, unsafe.getClass().getSimpleName());
      default -> "the connection to " + host + " broke off";
    };
  }

  private static boolean breaksLines(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
