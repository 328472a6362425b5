package dev.oceanus.collector.agent;

import org.jspecify.annotations.Nullable;

/** Names of operating systems, with their major versions where a header tells the truth. */
final class Systems {
  /** What a header contains before its version, and the name. The first that fits counts. */
  private static final String[][] VERSIONED = {
    {"Windows Phone OS ", "Windows Phone"},
    {"Windows Phone ", "Windows Phone"},
    {"HarmonyOS ", "HarmonyOS"},
    {"OpenHarmony ", "HarmonyOS"},
    {"KAIOS/", "KaiOS"},
    {"Tizen ", "Tizen"},
  };

  private static final String[][] WINDOWS = {
    {"Windows NT 10.0", "Windows 10"},
    {"Windows NT 6.3", "Windows 8.1"},
    {"Windows NT 6.2", "Windows 8"},
    {"Windows NT 6.1", "Windows 7"},
    {"Windows NT 6.0", "Windows Vista"},
    {"Windows NT 5.", "Windows XP"},
    {"Windows", "Windows"},
  };

  private static final String[][] PLAIN = {
    {"CrOS", "ChromeOS"},
    {"Web0S", "webOS"},
    {"webOS", "webOS"},
    {"PlayStation", "PlayStation"},
    {"PLAYSTATION", "PlayStation"},
    {"Nintendo", "Nintendo"},
    {"Xbox", "Xbox"},
    {"FreeBSD", "FreeBSD"},
    {"OpenBSD", "OpenBSD"},
    {"Linux", "Linux"},
    {"X11", "Unix"},
    {"DoCoMo/", "Feature phone"},
    {"UP.Browser/", "Feature phone"},
    {"SoftBank/", "Feature phone"},
    {"Vodafone/", "Feature phone"},
    {"J-PHONE/", "Feature phone"},
  };

  private Systems() {}

  /** Name and major version, or null when it is none that is known. */
  static @Nullable String name(String header) {
    for (String[] row : VERSIONED) {
      int at = header.indexOf(row[0]);
      if (at >= 0) {
        return Browsers.withVersion(row[1], header, at + row[0].length());
      }
    }
    String apple = apple(header);
    if (apple != null) {
      return apple;
    }
    int android = header.indexOf("Android");
    if (android >= 0) {
      return Browsers.withVersion("Android", header, android + "Android ".length());
    }
    String windows = first(WINDOWS, header);
    return windows != null ? windows : first(PLAIN, header);
  }

  private static @Nullable String apple(String header) {
    if (Devices.iPad(header)) {
      return versioned(header, "iPadOS", "CPU OS ");
    }
    if (header.contains("iPhone") || header.contains("iPod")) {
      return versioned(header, "iOS", "iPhone OS ");
    }
    return header.contains("Macintosh") || header.contains("Darwin/") ? "macOS" : null;
  }

  private static String versioned(String header, String name, String before) {
    int at = header.indexOf(before);
    return at < 0 ? name : Browsers.withVersion(name, header, at + before.length());
  }

  private static @Nullable String first(String[][] table, String header) {
    for (String[] row : table) {
      if (header.contains(row[0])) {
        return row[1];
      }
    }
    return null;
  }
}
