package dev.oceanus.notifier.targets;

import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.mail.MailServer;
import java.util.List;
import java.util.Locale;

/** What a target needs to know, by its kind. */
public sealed interface TargetSettings {
  /** As {@code kind} is written: {@code slack}. */
  String key();

  /** What its notices hold. */
  Content.Kind content();

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
    public Content.Kind content() {
      return Content.Kind.TEXT;
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
    public Content.Kind content() {
      return Content.Kind.BODY;
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
    public Content.Kind content() {
      return Content.Kind.MAIL;
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
    public Content.Kind content() {
      return Content.Kind.ROW;
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
      TERMINAL(Content.Kind.TEXT),
      SLACK(Content.Kind.TEXT),
      EMAIL(Content.Kind.MAIL),
      WEBHOOK(Content.Kind.BODY),
      SHEET(Content.Kind.ROW);

      private final Content.Kind content;

      As(Content.Kind content) {
        this.content = content;
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
    public Content.Kind content() {
      return as.content;
    }
  }
}
