package dev.oceanus.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.notifier.delivery.Content.Mail;
import dev.oceanus.notifier.delivery.Delivery.Delivered;
import dev.oceanus.notifier.delivery.Delivery.Later;
import dev.oceanus.notifier.delivery.Delivery.Refused;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.RemoteTargetContract;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.mail.MailServer.Security;
import dev.oceanus.notifier.standin.SmtpStandIn;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of mail at servers that are slow, full or unwilling. */
class MailTargetTest implements RemoteTargetContract {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofMillis(400);
  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (\\S+)$");

  private SmtpStandIn server;
  private MailTarget target;

  @BeforeEach
  void start() throws Exception {
    server = SmtpStandIn.plain();
    target = target("a@example.com");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Notice notice(String id) {
    return mail(id, "An order");
  }

  @Override
  public void becomes(Mood mood) {
    server.takesAll();
    switch (mood) {
      case GOOD -> {}
      case BUSY -> server.answers("MAIL", "452 a@example.com: too many");
      case BROKEN -> server.answers(SmtpStandIn.END, "451 local error");
      case DROPPING -> server.answers(SmtpStandIn.END, SmtpStandIn.DROP);
      case HANGING -> server.answers(SmtpStandIn.END, SmtpStandIn.HANG);
      case REFUSING -> server.answers(SmtpStandIn.END, "554 a@example.com does not want it");
    }
  }

  @Override
  public boolean wasAsked() {
    return server.commands().contains("DATA");
  }

  @Override
  public List<String> secrets() {
    return List.of("a@example.com", "An order", "not-a-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
  void endsInTimeWhereverTheServerHangs(String command) throws Exception {
    server.answers(command, SmtpStandIn.HANG);

    assertThat(target.deliver(List.of(notice("a")))).isInstanceOf(Later.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "."})
  @Tag("slow")
  void endsInTimeWhereverTheServerDrips(String command) throws Exception {
    server.answers(command, SmtpStandIn.DRIP);

    assertThat(target.deliver(List.of(notice("a")))).isInstanceOf(Later.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
  void isForLaterWhereverTheServerGoes(String command) throws Exception {
    server.answers(command, SmtpStandIn.DROP);

    assertThat(target.deliver(List.of(notice("a")))).isInstanceOf(Later.class);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 450, 'the server answered 450'",
    "RCPT, 450, 'no recipient can take it yet (450)'",
    "RCPT, 421, 'no recipient can take it yet (421)'",
    "DATA, 451, 'the server answered 451'",
    "., 452, 'the server answered 452'",
    "GREETING, 421, 'the server answered 421'",
    "GREETING, 554, 'the server answered 554'"
  })
  void isForLater(String command, int code, String reason) throws Exception {
    server.answers(command, code + " no");

    assertThat(target.deliver(List.of(notice("a")))).isEqualTo(new Later(reason, null));
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 550, 'the server answered 550'",
    "RCPT, 550, 'every recipient was refused (550)'",
    "RCPT, 554, 'every recipient was refused (554)'",
    "DATA, 554, 'the server answered 554'",
    "., 552, 'the server answered 552'"
  })
  void isRefused(String command, int code, String reason) throws Exception {
    server.answers(command, code + " no");

    assertThat(target.deliver(List.of(notice("a")))).isEqualTo(new Refused(reason));
  }

  @Test
  void sendsOnlyToWhoHasItNotYet() throws Exception {
    target = target("a@example.com", "b@example.com", "c@example.com");
    server.answers("RCPT TO:<b@example.com>", "450 greylisted");

    assertThat(target.deliver(List.of(notice("a"))))
        .isEqualTo(new Later("1 of 3 recipients cannot take it yet", null));
    server.takesAll();
    assertThat(target.deliver(List.of(notice("a")))).isEqualTo(new Delivered());

    assertThat(recipients()).containsExactly("RCPT TO:<b@example.com>");
    assertThat(server.messages())
        .hasSize(2)
        .allSatisfy(
            message ->
                assertThat(message).contains("To: a@example.com, b@example.com, c@example.com"));
  }

  @Test
  void isDeliveredThoughOneRecipientIsGoneForGood() throws Exception {
    target = target("a@example.com", "gone@example.com");
    server.answers("RCPT TO:<gone@example.com>", "550 no such user");

    assertThat(target.deliver(List.of(notice("a")))).isEqualTo(new Delivered());
    assertThat(server.messages()).hasSize(1);
  }

  @Test
  void isDeliveredWhenTheRestIsGoneForGood() throws Exception {
    target = target("a@example.com", "b@example.com");
    server.answers("RCPT TO:<b@example.com>", "450 greylisted");
    target.deliver(List.of(notice("a")));
    server.answers("RCPT TO:<b@example.com>", "550 no such user");

    assertThat(target.deliver(List.of(notice("a")))).isEqualTo(new Delivered());
    assertThat(server.messages()).hasSize(1);
  }

  @Test
  void repeatsWithTheSameMessageId() throws Exception {
    target.deliver(List.of(notice("a")));
    target.deliver(List.of(notice("a")));
    target.deliver(List.of(notice("b")));

    List<String> ids = server.messages().stream().map(MailTargetTest::messageId).toList();
    assertThat(ids.get(0)).matches("<[0-9a-f]{32}\\.oceanus@oceanus\\.example>");
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
  }

  /** N03. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\nBcc: evil@example.com",
        "x\nBcc: evil@example.com",
        "x\rBcc: evil@example.com",
        "x\u2028y",
        "x\u0085y",
        "x\u0000y"
      })
  void refusesSubjectThatEndsItsLine(String subject) throws Exception {
    assertThat(target.deliver(List.of(mail("a", subject))))
        .isEqualTo(new Refused("the subject holds a character that would end its line"));
    assertThat(server.commands()).isEmpty();
  }

  /** N03. */
  @Test
  void hasNoRecipientsButThoseOfTheConfiguration() throws Exception {
    String text = "x\r\n.\r\nRCPT TO:<evil@example.com>\r\nTo: evil@example.com\r\n";
    Mail mail = new Mail("to evil@example.com, <evil@example.com>", text, text);

    assertThat(target.deliver(List.of(new Notice("a", "orders", "ops", Instant.EPOCH, mail))))
        .isEqualTo(new Delivered());

    assertThat(recipients()).containsExactly("RCPT TO:<a@example.com>");
    assertThat(server.commands()).noneMatch(command -> command.contains("evil"));
  }

  @Test
  void cutsAndEncodesLongSubjects() throws Exception {
    target.deliver(List.of(mail("a", "é🦀".repeat(5_000))));

    assertThat(server.messages().getFirst().lines()).allMatch(line -> line.length() < 200);
  }

  @Test
  void sendsNothingToServerWithoutStartTls() throws Exception {
    MailServer wanted =
        new MailServer("localhost", server.port(), Security.STARTTLS, Optional.empty());
    MailTarget careful =
        new MailTarget(
            new MailSession(
                wanted,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                new InternetAddress("oceanus@oceanus.example"),
                SILENCE),
            List.of(new InternetAddress("a@example.com")),
            LIMIT);

    assertThat(careful.deliver(List.of(notice("a")))).isInstanceOf(Later.class);
    assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
  }

  private List<String> recipients() {
    return server.commands().stream().filter(each -> each.startsWith("RCPT")).toList();
  }

  private static String messageId(String message) {
    Matcher matcher = MESSAGE_ID.matcher(message);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static Notice mail(String id, String subject) {
    return new Notice(id, "orders", "ops", Instant.EPOCH, new Mail(subject, "text", "<p>html"));
  }

  private MailTarget target(String... to) throws Exception {
    List<InternetAddress> recipients = new ArrayList<>();
    for (String each : to) {
      recipients.add(new InternetAddress(each, true));
    }
    MailServer plain = new MailServer("localhost", server.port(), Security.NONE, Optional.empty());
    return new MailTarget(
        new MailSession(
            plain,
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            new InternetAddress("Oceanus <oceanus@oceanus.example>"),
            SILENCE),
        recipients,
        LIMIT);
  }
}
