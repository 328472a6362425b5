package dev.oceanus.notifier.mail;

import dev.oceanus.notifier.delivery.Content.Mail;
import dev.oceanus.notifier.delivery.Notice;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;

/** A notice as a message; its Message-ID follows from the notice's id, so that repeats show. */
final class Letter extends MimeMessage {
  private static final int SUBJECT_AT_MOST = 250;
  private static final String CHARSET = "utf-8";

  private final String id;

  private Letter(Session session, String id) {
    super(session);
    this.id = id;
  }

  /**
   * Writes it.
   *
   * @param to all recipients, also those who have it already
   */
  static Letter of(Notice notice, InternetAddress from, Address[] to, Session session)
      throws MessagingException {
    Mail mail = (Mail) notice.content();
    Letter letter = new Letter(session, id(notice, from));
    letter.setFrom(from);
    letter.setRecipients(RecipientType.TO, to);
    letter.setSubject(cut(mail.subject()), CHARSET);
    letter.setSentDate(Date.from(notice.at()));
    letter.setHeader("Auto-Submitted", "auto-generated");
    if (mail.html() == null) {
      letter.setText(mail.text(), CHARSET);
    } else {
      MimeBodyPart text = new MimeBodyPart();
      text.setText(mail.text(), CHARSET);
      MimeBodyPart html = new MimeBodyPart();
      html.setText(mail.html(), CHARSET, "html");
      letter.setContent(new MimeMultipart("alternative", text, html));
    }
    letter.saveChanges();
    return letter;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  private static String id(Notice notice, InternetAddress from) {
    String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((notice.target() + "\n" + notice.id()).getBytes(StandardCharsets.UTF_8));
      return "<" + HexFormat.of().formatHex(hash, 0, 16) + ".oceanus@" + domain + ">";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String cut(String subject) {
    return subject.codePointCount(0, subject.length()) <= SUBJECT_AT_MOST
        ? subject
        : subject.substring(0, subject.offsetByCodePoints(0, SUBJECT_AT_MOST - 1)) + "…";
  }
}
