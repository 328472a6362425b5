package dev.oceanus.notifier.mail;

import dev.oceanus.common.config.Secret;
import java.util.Optional;

/**
 * A server that takes mail in.
 *
 * @param host its name, which its certificate has to hold
 * @param security how the connection is made safe
 * @param login empty for a server that asks for none
 */
public record MailServer(String host, int port, Security security, Optional<Login> login) {
  /** How a connection is made safe. */
  public enum Security {
    /** TLS from the first byte. */
    IMPLICIT(465),
    /** TLS before anything of the mail; without it nothing is sent. */
    STARTTLS(587),
    /** Not at all: for a server on the same machine or network. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /** The usual port. */
    public int port() {
      return port;
    }
  }

  /** Who sends. */
  public record Login(String user, Secret password) {}

  public MailServer {
    if (security == Security.NONE && login.isPresent()) {
      throw new IllegalArgumentException("a password is not sent without TLS");
    }
  }
}
