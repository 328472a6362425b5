package dev.oceanus.export.jdbc;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which database is read.
 *
 * @param engine its kind
 * @param host where it is
 * @param port there
 * @param database its name
 * @param login as whom
 * @param tls how the connection is guarded
 * @param timeout how long an answer may take
 */
public record DatabaseConfig(
    Engine engine, String host, int port, String database, Login login, Tls tls, Duration timeout) {
  private static final String URL = "OCEANUS_DB_URL";
  private static final String CA = "OCEANUS_DB_CA_FILE";
  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:(postgresql|mariadb|mysql)://([A-Za-z0-9._-]+)(?::(\\d{1,5}))?/([A-Za-z0-9_$-]+)");
  private static final int POSTGRESQL_PORT = 5432;
  private static final int MARIADB_PORT = 3306;
  private static final int MOST_PORT = 65_535;

  /** Kinds of databases. */
  public enum Engine {
    POSTGRESQL,
    /** MySQL too. */
    MARIADB
  }

  /**
   * Who logs in.
   *
   * @param password none where the database asks for none
   */
  public record Login(String user, @Nullable Secret password) {}

  /** How the connection is guarded. */
  public enum TlsMode {
    /** By TLS, with a certificate of this host. */
    VERIFY,
    /** By TLS, whoever answers. */
    REQUIRE,
    /** Not. */
    OFF
  }

  /**
   * How the connection is guarded.
   *
   * @param ca certificates of authorities that are trusted in place of the JDK's
   */
  public record Tls(TlsMode mode, Optional<Path> ca) {}

  /** Reads the settings; faults are noted in the environment. */
  public static DatabaseConfig from(Env env) {
    String url =
        env.text(
            URL,
            null,
            "The database: jdbc:postgresql://host:5432/name, jdbc:mariadb:// or jdbc:mysql://.");
    Login login =
        new Login(
            env.text("OCEANUS_DB_USER", null, "Who reads the database; may do nothing but read."),
            env.secret("OCEANUS_DB_PASSWORD_FILE", "File with the password of the database."));
    Tls tls = tls(env);
    Duration timeout =
        env.duration(
            "OCEANUS_DB_TIMEOUT",
            Duration.ofMinutes(15),
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            "How long each answer of the database may take, the first rows of a query included.");
    Matcher form = FORM.matcher(url);
    if (!form.matches()) {
      if (!url.isEmpty()) {
        env.fault(
            URL,
            "must be jdbc:postgresql://host:port/name, jdbc:mariadb:// or jdbc:mysql://, without"
                + " user, password or options",
            url.replaceFirst("//[^/]*@", "//****@").replaceFirst("\\?.*", "?****"));
      }
      return new DatabaseConfig(Engine.POSTGRESQL, "", 1, "", login, tls, timeout);
    }
    boolean postgres = form.group(1).equals("postgresql");
    int usual = postgres ? POSTGRESQL_PORT : MARIADB_PORT;
    int port = form.group(3) == null ? usual : Integer.parseInt(form.group(3));
    if (port < 1 || port > MOST_PORT) {
      env.fault(URL, "must have a port from 1 to 65535", Integer.toString(port));
    }
    return new DatabaseConfig(
        postgres ? Engine.POSTGRESQL : Engine.MARIADB,
        form.group(2),
        port,
        form.group(4),
        login,
        tls,
        timeout);
  }

  private static Tls tls(Env env) {
    TlsMode mode =
        env.choice(
            "OCEANUS_DB_TLS",
            TlsMode.class,
            TlsMode.VERIFY,
            "verify: TLS with a certificate of that host; require: TLS, whoever answers; off.");
    String ca =
        env.text(CA, "", "PEM file of the authority that certifies the database; else the JDK's.");
    if (!ca.isEmpty() && !Files.isReadable(Path.of(ca))) {
      env.fault(CA, "must name a readable file", ca);
    }
    if (!ca.isEmpty() && mode != TlsMode.VERIFY) {
      env.fault(CA, "is nothing without OCEANUS_DB_TLS=verify", ca);
    }
    return new Tls(mode, ca.isEmpty() ? Optional.empty() : Optional.of(Path.of(ca)));
  }

  /** As in messages and manifests: {@code postgresql://host:5432/name}. */
  @Override
  public String toString() {
    return (engine == Engine.POSTGRESQL ? "postgresql" : "mariadb")
        + "://"
        + host
        + ":"
        + port
        + "/"
        + database;
  }
}
