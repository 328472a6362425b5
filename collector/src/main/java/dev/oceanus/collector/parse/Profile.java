package dev.oceanus.collector.parse;

import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.Site.Accepts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route asks of parameters beyond their schema, where the routes to one table differ. The
 * rules of the Python system's routes are in the order in which it looked at them, which decides
 * what a request that lacks several is told. Immutable.
 */
record Profile(List<Rule> rules) {
  /** Nothing beyond the schema. */
  static final Profile PLAIN = new Profile();

  private static final Profile SWALLOW =
      new Profile(
          Rule.of("sid").mustBeSent(),
          Rule.of("evt").mustBeSent(),
          Rule.of("oid").mustBeSent(),
          Rule.of("enc").leavingOut("/"), // mail programs are known to add some
          Rule.of("url").mustBeSent());

  private static final Profile GAZE =
      new Profile(
          Rule.of("sid").orElse(""),
          Rule.of("evt").mustBeSent(),
          Rule.of("oid").orElse("2"),
          Rule.of("enc").leavingOut("/"));

  private static final Profile PIERCE =
      new Profile(
          Rule.of("sid").orElse(""),
          Rule.of("rad").takenAs(Taken.AS_ADDRESS).mustBeSent(),
          Rule.of("evt").mustBeSent(),
          Rule.of("ua").takenAs(Taken.AS_TEXT).orElse(""),
          Rule.of("oid").mustBeSent(),
          Rule.of("enc").leavingOut("/"),
          Rule.of("url").mustBeSent());

  private static final Profile PIRATE =
      new Profile(
          Rule.of("sid").mustBeSent(),
          Rule.of("uid").orElse(""),
          Rule.of("oid").orElse(""),
          Rule.of("enc").orElse(""));

  private static final Profile MAIL = new Profile(Rule.of("event_name").orElse("mail_open"));

  private Profile(Rule... rules) {
    this(List.of(rules));
  }

  Profile {
    rules = List.copyOf(rules);
  }

  /** What an interface asks of events of a schema. */
  static Profile of(Accepts by, Schema schema) {
    return switch (by) {
      case SWALLOW -> SWALLOW;
      case GAZE -> GAZE;
      case PIERCE -> PIERCE;
      case PIRATE -> PIRATE;
      case MAIL -> MAIL;
      case FORM -> schema.name().equals(Schemas.FORM.name()) ? PIRATE : PLAIN;
      default -> PLAIN;
    };
  }

  /** Where a column's value comes from. */
  enum Taken {
    /** From where its schema says. */
    AS_USUAL,
    /** From the parameter of its name. */
    AS_TEXT,
    /** From the parameter of its name, which must be an IP address. */
    AS_ADDRESS
  }

  /**
   * What is asked of one column.
   *
   * @param column its name
   * @param required whether an event without it is refused
   * @param fallback in the place of what is missing or blank, or null
   * @param taken where it comes from
   * @param without a text that is left out wherever it stands in a value, or empty
   */
  record Rule(
      String column, boolean required, @Nullable String fallback, Taken taken, String without) {
    static Rule of(String column) {
      return new Rule(column, false, null, Taken.AS_USUAL, "");
    }

    Rule mustBeSent() {
      return new Rule(column, true, null, taken, without);
    }

    Rule orElse(String value) {
      return new Rule(column, false, value, taken, without);
    }

    Rule takenAs(Taken how) {
      return new Rule(column, required, fallback, how, without);
    }

    Rule leavingOut(String text) {
      return new Rule(column, required, fallback, taken, text);
    }
  }
}
