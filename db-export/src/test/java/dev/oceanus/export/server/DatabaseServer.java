package dev.oceanus.export.server;

import dev.oceanus.testkit.process.Folders;
import dev.oceanus.testkit.process.Pause;
import dev.oceanus.testkit.process.Ports;
import dev.oceanus.testkit.process.ServerLife;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One database server with a folder and a port of its own, on 127.0.0.1. Owned by the test, which
 * closes it. Not thread-safe.
 */
public final class DatabaseServer implements AutoCloseable {
  /** Of the administrator of every server. */
  public static final String PASSWORD = "p4ss w\u00f6rd";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final String url;
  private final String user;
  private final List<String> command;
  private ServerLife life;

  private DatabaseServer(Path folder, String url, String user, List<String> command) {
    this.folder = folder;
    this.url = url;
    this.user = user;
    this.command = List.copyOf(command);
    this.life = launch(folder, command);
  }

  /** Starts a PostgreSQL: what {@code OCEANUS_TEST_POSTGRESQL} names, else the newest there is. */
  public static DatabaseServer postgres() {
    Path bin = ServerProgram.folder("OCEANUS_TEST_POSTGRESQL", "initdb", "/usr/lib/postgresql");
    Path folder = folder("oceanus-postgres");
    Path password = folder.resolve("password");
    write(password, PASSWORD);
    Path data = folder.resolve("data");
    run(
        folder,
        List.of(
            bin.resolve("initdb").toString(),
            "--pgdata=" + data,
            "--username=admin",
            "--auth=scram-sha-256",
            "--pwfile=" + password,
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(List.of(bin.resolve("postgres").toString(), "-D", data.toString()));
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "full_page_writes=off",
            "shared_buffers=16MB",
            "timezone=America/New_York")) {
      command.addAll(List.of("-c", setting));
    }
    DatabaseServer server =
        new DatabaseServer(
            folder, "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "admin", command);
    server.awaitAnswer();
    return server;
  }

  /** Starts a MariaDB: what {@code OCEANUS_TEST_MARIADB} names, else the one on the path. */
  public static DatabaseServer mariaDb() {
    Path bin = ServerProgram.folder("OCEANUS_TEST_MARIADB", "mariadb-install-db", "/usr/lib/mysql");
    Path sbin = ServerProgram.folder("OCEANUS_TEST_MARIADB", "mariadbd", "/usr/lib/mysql");
    Path folder = folder("oceanus-mariadb");
    Path data = folder.resolve("data");
    run(
        folder,
        List.of(
            bin.resolve("mariadb-install-db").toString(),
            "--no-defaults",
            "--datadir=" + data,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--innodb-flush-method=nosync"));
    write(
        folder.resolve("init.sql"),
        "CREATE USER 'admin'@'127.0.0.1' IDENTIFIED BY '%s';\n".formatted(PASSWORD)
            + "GRANT ALL ON *.* TO 'admin'@'127.0.0.1' WITH GRANT OPTION;\n"
            + "CREATE DATABASE shop CHARACTER SET utf8mb4;\n");
    int port = Ports.free();
    List<String> command =
        List.of(
            sbin.resolve("mariadbd").toString(),
            "--no-defaults",
            "--datadir=" + data,
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=" + folder.resolve("socket"),
            "--pid-file=" + folder.resolve("pid"),
            "--skip-name-resolve",
            "--skip-log-bin",
            "--character-set-server=utf8mb4",
            "--default-time-zone=-05:00",
            "--sql-mode=",
            "--max-allowed-packet=64M",
            "--innodb-buffer-pool-size=32M",
            "--innodb-log-file-size=16M",
            "--innodb-flush-log-at-trx-commit=0",
            "--init-file=" + folder.resolve("init.sql"));
    DatabaseServer server =
        new DatabaseServer(folder, "jdbc:mariadb://127.0.0.1:" + port + "/shop", "admin", command);
    server.awaitAnswer();
    return server;
  }

  /** One that the server's user may use too. */
  private static Path folder(String name) {
    try {
      Path folder = Files.createTempDirectory(name).toAbsolutePath();
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Path folder, List<String> command) {
    ServerLife life = launch(folder, command);
    if (!life.endsWithin(LIMIT)) {
      life.signal("KILL");
      throw new IllegalStateException(command + " did not end: " + log(folder));
    }
  }

  private static ServerLife launch(Path folder, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(ServerProgram.command(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    builder.environment().put("TMPDIR", folder.toString());
    builder.environment().put("HOME", folder.toString());
    try {
      return ServerLife.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() {
    boolean answered = Pause.until(LIMIT, () -> answers() || !life.isAlive());
    if (!answered || !life.isAlive()) {
      String log = log(folder);
      close();
      throw new IllegalStateException("no answer on " + url + ": " + log);
    }
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** As settings name it. */
  public String url() {
    return url;
  }

  /** The administrator. */
  public String user() {
    return user;
  }

  /** A connection of the administrator. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, PASSWORD);
  }

  /** Executes statements as the administrator. */
  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends it at once, as SIGKILL does. */
  public void kill() {
    life.signal("KILL");
    if (!life.endsWithin(LIMIT)) {
      throw new IllegalStateException("process " + life.pid() + " did not end");
    }
  }

  /** Starts it again after it was killed. */
  public void restart() {
    // Its children notice the death of their parent a little later, and keep what they share.
    boolean started =
        Pause.until(
            LIMIT,
            () -> {
              life = launch(folder, command);
              return Pause.until(LIMIT, () -> answers() || !life.isAlive()) && life.isAlive();
            });
    if (!started) {
      throw new IllegalStateException("no answer on " + url + ": " + log(folder));
    }
  }

  @Override
  public void close() {
    if (life.isAlive()) {
      // At once, but in order: children are told.
      life.signal("QUIT");
      if (!life.endsWithin(Duration.ofSeconds(5))) {
        kill();
      }
    }
    Folders.delete(folder);
  }
}
