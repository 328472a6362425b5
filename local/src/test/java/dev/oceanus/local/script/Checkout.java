package dev.oceanus.local.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with this repository's scripts and a {@code mvn} of the test's making, so that commands
 * can be run without a build inside the build. Its name has a space.
 */
final class Checkout {
  private final Path root;
  private final Path bin;

  private Checkout(Path root, Path bin) {
    this.root = root;
    this.bin = bin;
  }

  /** Copies the scripts of the repository that this test was built from. */
  static Checkout in(Path folder) throws IOException {
    Path repository = Path.of("..").toRealPath();
    Path root = Files.createDirectories(folder.resolve("check out"));
    Files.createDirectory(root.resolve("scripts"));
    Files.copy(repository.resolve("oceanus"), root.resolve("oceanus"));
    try (Stream<Path> scripts = Files.list(repository.resolve("scripts"))) {
      for (Path script : scripts.toList()) {
        Files.copy(script, root.resolve("scripts").resolve(script.getFileName()));
      }
    }
    Checkout checkout = new Checkout(root, Files.createDirectory(folder.resolve("bin")));
    checkout.maven("exit 0");
    return checkout;
  }

  Path root() {
    return root;
  }

  /** From now on Maven is these lines of bash, which run in the checkout. */
  void maven(String... lines) throws IOException {
    Path mvn = bin.resolve("mvn");
    Files.writeString(mvn, "#!/usr/bin/env bash\n" + String.join("\n", lines) + "\n");
    Files.setAttribute(mvn, "posix:permissions", executable());
  }

  /** Runs {@code oceanus} of this checkout from another folder. */
  Answer oceanus(String... arguments) throws IOException, InterruptedException {
    return run(root.resolve("oceanus"), arguments);
  }

  /** Runs a command to its end. */
  Answer run(Path command, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("bash", command.toString()));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(bin, "out", "");
    Path err = Files.createTempFile(bin, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(bin.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("OCEANUS_TEST_REDIS_SERVER", "/bin/true");
    int code = builder.start().waitFor();
    return new Answer(code, Files.readAllLines(out), Files.readString(err));
  }

  private static Set<PosixFilePermission> executable() {
    return PosixFilePermissions.fromString("rwxr-xr-x");
  }

  /** What a command left behind. */
  record Answer(int code, List<String> out, String err) {}
}
