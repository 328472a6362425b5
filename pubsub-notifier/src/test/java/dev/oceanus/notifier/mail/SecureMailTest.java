package dev.oceanus.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.delivery.Content.Mail;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Delivery.Delivered;
import dev.oceanus.notifier.delivery.Delivery.Later;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.mail.MailServer.Login;
import dev.oceanus.notifier.mail.MailServer.Security;
import dev.oceanus.notifier.standin.SmtpStandIn;
import dev.oceanus.notifier.standin.TestTls;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over TLS, to a real server and to one that offers STARTTLS. */
class SecureMailTest {
  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");
  private static final String KEYS = "greenmail.tls.keystore.file";
  private static final String PASSWORD = "greenmail.tls.keystore.password";

  @TempDir static Path folder;
  private static TestTls tls;
  private static TestTls other;

  @BeforeAll
  static void makeCertificates() throws Exception {
    tls = TestTls.of(folder, "dns:localhost");
    other = TestTls.of(folder, "dns:other.test");
  }

  @Test
  void arrivesWholeAtServerThatAsksForPassword() throws Exception {
    System.setProperty(KEYS, tls.file().toString());
    System.setProperty(PASSWORD, tls.password());
    ServerSetup setup = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS);
    GreenMail server = new GreenMail(setup);
    try {
      server.getUserManager().setAuthRequired(true);
      server.setUser("jo@example.com", "jo", "pass-word");
      server.start();
      MailTarget target = target(server.getSmtps().getPort(), Security.IMPLICIT, "pass-word", tls);

      assertThat(deliver(target, "Bestellung über 17 €", "<p>Grüße 🦀</p>"))
          .isEqualTo(new Delivered());
      assertThat(deliver(target, "only text", null)).isEqualTo(new Delivered());

      MimeMessage first = server.getReceivedMessages()[0];
      assertThat(first.getSubject()).isEqualTo("Bestellung über 17 €");
      assertThat(first.getFrom()).containsExactly(new InternetAddress("o@example.com", "Océanus"));
      assertThat(first.getRecipients(RecipientType.TO))
          .containsExactly(new InternetAddress("jo@example.com"));
      assertThat(first.getSentDate()).isEqualTo(Date.from(AT));
      assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      MimeMultipart parts = (MimeMultipart) first.getContent();
      assertThat(parts.getContentType()).startsWith("multipart/alternative");
      assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Grüße");
      assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=utf-8");
      assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Grüße 🦀</p>");
      assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=utf-8");
      assertThat(server.getReceivedMessages()[1].getContent().toString().strip())
          .isEqualTo("Grüße");
    } finally {
      server.stop();
      System.clearProperty(KEYS);
      System.clearProperty(PASSWORD);
    }
  }

  @Test
  void wrongPasswordIsForLater() throws Exception {
    System.setProperty(KEYS, tls.file().toString());
    System.setProperty(PASSWORD, tls.password());
    ServerSetup setup = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS);
    GreenMail server = new GreenMail(setup);
    try {
      server.getUserManager().setAuthRequired(true);
      server.setUser("jo@example.com", "jo", "pass-word");
      server.start();
      MailTarget target = target(server.getSmtps().getPort(), Security.IMPLICIT, "wrong", tls);

      assertThat(deliver(target, "x", null))
          .isEqualTo(new Later("the server refuses the user or the password (535)", null));
    } finally {
      server.stop();
      System.clearProperty(KEYS);
      System.clearProperty(PASSWORD);
    }
  }

  @Test
  void goesByStartTls() throws Exception {
    try (SmtpStandIn server = SmtpStandIn.startTls(tls)) {
      assertThat(deliver(target(server.port(), Security.STARTTLS, null, tls), "x", null))
          .isEqualTo(new Delivered());

      List<String> verbs =
          server.commands().stream().map(command -> command.split("[ :]", 2)[0]).toList();
      assertThat(verbs).containsExactly("EHLO", "STARTTLS", "EHLO", "MAIL", "RCPT", "DATA", "QUIT");
    }
  }

  @Test
  void sendsNothingToServerOfAnotherNameOrThatNobodyTrusts() throws Exception {
    try (SmtpStandIn server = SmtpStandIn.startTls(other)) {
      assertThat(deliver(target(server.port(), Security.STARTTLS, null, other), "x", null))
          .isInstanceOf(Later.class);
      assertThat(deliver(target(server.port(), Security.STARTTLS, null, tls), "x", null))
          .isInstanceOf(Later.class);
      assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }
  }

  private static Delivery deliver(MailTarget target, String subject, @Nullable String html)
      throws InterruptedException {
    Mail mail = new Mail(subject, "Grüße", html);
    return target.deliver(List.of(new Notice("id", "orders", "ops", AT, mail)));
  }

  private static MailTarget target(
      int port, Security security, @Nullable String password, TestTls trusted) throws Exception {
    Optional<Login> login =
        Optional.ofNullable(password).map(secret -> new Login("jo", new Secret(secret)));
    return new MailTarget(
        new MailServer("localhost", port, security, login),
        trusted.client(),
        new InternetAddress("o@example.com", "Océanus"),
        List.of(new InternetAddress("jo@example.com")));
  }
}
