package dev.oceanus.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the JVM of a service is started, here and in images: the one place where these flags are
 * chosen. RATIONALE.md has the figures behind them.
 *
 * @param flags of the JVM
 */
public record ServiceFlags(List<String> flags) {
  /** The flags of the collector. */
  public static final ServiceFlags COLLECTOR =
      new ServiceFlags(List.of("-XX:+UseSerialGC", "-Xms144m", "-Xmx144m", "-Xmn96m", "-Xss512k"));

  /** The flags of the loader. */
  public static final ServiceFlags LOADER =
      new ServiceFlags(List.of("-XX:+UseSerialGC", "-Xmx192m", "-Xss512k"));

  /** The flags of the notifier. */
  public static final ServiceFlags NOTIFIER =
      new ServiceFlags(List.of("-XX:+UseSerialGC", "-Xmx192m", "-Xss512k"));

  public ServiceFlags {
    flags = List.copyOf(flags);
  }

  /** The same, and what the JDK has cached of classes and code from an earlier run. */
  public ServiceFlags withCache(Path cache) {
    return with("-XX:AOTCache=" + cache);
  }

  /** The same, and one flag more. */
  public ServiceFlags with(String flag) {
    List<String> more = new ArrayList<>(flags);
    more.add(flag);
    return new ServiceFlags(more);
  }
}
