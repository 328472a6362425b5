package dev.oceanus.testkit.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of this process, as its children get it. DuckDB's jar copies its library of 60 MB
 * into the temporary folder at every start, and leaves it there when the process is killed, so that
 * children get a jar without the library, and the library beside it, where the driver looks first.
 */
public final class ClassPath {
  private static final String DUCKDB = "duckdb_jdbc-";
  private static final String LIBRARY = "libduckdb_java";

  /** Two processes of one machine must not unpack at once, nor two threads of one process. */
  private static final Object LOCK = new Object();

  private ClassPath() {}

  /** All of it. */
  public static String own() {
    return joined(entries());
  }

  /**
   * The same without the folders of a module that its children don't need: a JVM that finds a
   * folder there can keep no archive of its classes.
   *
   * @param inModule a class of that module
   */
  public static String without(Class<?> inModule) {
    String own = inModule.getProtectionDomain().getCodeSource().getLocation().getPath();
    return joined(
        entries()
            .filter(entry -> !entry.endsWith("test-classes"))
            .filter(entry -> !Files.isDirectory(Path.of(entry)) || !own.equals(entry + "/")));
  }

  private static Stream<String> entries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> Files.exists(Path.of(entry)))
        .map(ClassPath::light);
  }

  private static String joined(Stream<String> entries) {
    return entries.collect(Collectors.joining(File.pathSeparator));
  }

  private static String light(String entry) {
    String name = Path.of(entry).getFileName().toString();
    return name.startsWith(DUCKDB) && name.endsWith(".jar") ? unpacked(Path.of(entry)) : entry;
  }

  private static String unpacked(Path jar) {
    try {
      Path folder =
          Path.of(System.getProperty("java.io.tmpdir"))
              .resolve("oceanus-%s%s".formatted(DUCKDB, Files.size(jar)));
      Path light = folder.resolve(jar.getFileName());
      synchronized (LOCK) {
        Files.createDirectories(folder);
        try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          FileLock unused = channel.lock(); // until it is closed
          if (!Files.exists(light)) {
            unpack(jar, light);
          }
        }
      }
      return light.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("unpacking " + jar, e);
    }
  }

  /** The jar comes last, and whole: where it is, the library is too. */
  private static void unpack(Path jar, Path light) throws IOException {
    Path folder = light.resolveSibling("");
    Path begun = folder.resolve(light.getFileName() + ".new");
    try (JarFile from = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(begun);
        JarOutputStream to = new JarOutputStream(file)) {
      for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        try (var in = from.getInputStream(entry)) {
          if (entry.getName().startsWith(LIBRARY)) {
            Files.copy(in, folder.resolve(entry.getName()), StandardCopyOption.REPLACE_EXISTING);
          } else {
            to.putNextEntry(new JarEntry(entry.getName()));
            in.transferTo(to);
            to.closeEntry();
          }
        }
      }
    }
    Files.move(begun, light, StandardCopyOption.ATOMIC_MOVE);
  }
}
