package dev.oceanus.notifier.mail;

import jakarta.mail.internet.InternetAddress;
import java.util.Set;

/** What a server made of a mail. */
sealed interface Sending {
  /** It has it for one recipient at least; the others it may want later, or not at all. */
  record Taken(Set<InternetAddress> sent, Set<InternetAddress> later, Set<InternetAddress> refused)
      implements Sending {}

  /** Not now, or nobody knows. */
  record NotNow(String reason) implements Sending {}

  /** It will never take this mail. */
  record Never(String reason) implements Sending {}
}
