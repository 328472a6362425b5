package dev.oceanus.notifier.targets;

import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.mail.MailServer;
import dev.oceanus.notifier.rules.Takes;
import java.util.List;
import java.util.Locale;

/** What a target needs to know, by its kind. */
public sealed interface TargetSettings {
  /** As {@code kind} is written: {@code slack}. */
  String key();

  /** What it takes. */
  Takes takes();

  /**
   * A channel of Slack.
   *
   * @param url of the incoming webhook
   */
  record Slack(Secret url) implements TargetSettings {
    @Override
    public String key() {
      return "slack";
    }

    @Override
    public Takes takes() {
      return Takes.MRKDWN;
    }
  }

  /**
   * A service that takes posts.
   *
   * @param url of it, which may hold a secret
   * @param secrets that sign, one a line
   */
  record Webhook(Secret url, Secret secrets) implements TargetSettings {
    @Override
    public String key() {
      return "webhook";
    }

    @Override
    public Takes takes() {
      return Takes.BODY;
    }
  }

  /**
   * People, by e-mail.
   *
   * @param from an address, with a name or without
   * @param to at least one
   */
  record Email(MailServer server, String from, List<String> to) implements TargetSettings {
    public Email {
      to = List.copyOf(to);
    }

    @Override
    public String key() {
      return "email";
    }

    @Override
    public Takes takes() {
      return Takes.MAIL;
    }

    /** Without the addresses. */
    @Override
    public String toString() {
      return "Email[server=" + server + ", to=" + to.size() + "]";
    }
  }

  /**
   * A spreadsheet of Google Sheets.
   *
   * @param spreadsheet its id
   * @param credentials key of a service account, JSON
   */
  record Sheet(String spreadsheet, Secret credentials) implements TargetSettings {
    @Override
    public String key() {
      return "sheet";
    }

    @Override
    public Takes takes() {
      return Takes.ROW;
    }
  }

  /**
   * Who watches the process.
   *
   * @param as what it shows: lines for a terminal, or what another kind of target would be sent
   */
  record Terminal(As as) implements TargetSettings {
    /** The kinds whose notices a terminal shows. */
    public enum As {
      TERMINAL(Takes.PLAIN),
      SLACK(Takes.MRKDWN),
      EMAIL(Takes.MAIL),
      WEBHOOK(Takes.BODY),
      SHEET(Takes.ROW);

      private final Takes takes;

      As(Takes takes) {
        this.takes = takes;
      }

      /** As {@code as} is written: {@code slack}. */
      public String key() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    @Override
    public String key() {
      return "terminal";
    }

    @Override
    public Takes takes() {
      return as.takes;
    }
  }
}
