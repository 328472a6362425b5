package dev.oceanus.collector.agent;

/** What kind of device a person holds or sits at. */
final class Devices {
  private static final String[] NO_KIND = {
    "PlayStation",
    "PLAYSTATION",
    "Nintendo",
    "Xbox",
    "SmartTV",
    "SMART-TV",
    "Smart TV",
    "BRAVIA",
    "AppleTV",
    "Apple TV",
    "Android TV",
    "GoogleTV",
    "CrKey",
    "Web0S",
    "AFTT",
    "AFTM",
    "AFTS",
    "AFTB",
    "HbbTV",
    "Roku"
  };
  private static final String[] TABLETS = {"Tablet;", "Kindle", "KFTT", "PlayBook", "SM-T", "SM-X"};
  private static final String[] PHONES = {
    "iPhone",
    "iPod",
    "Windows Phone",
    "IEMobile",
    "Opera Mini",
    "Opera Mobi",
    "BlackBerry",
    "BB10",
    "KAIOS",
    "DoCoMo/",
    "UP.Browser/",
    "SoftBank/",
    "Vodafone/",
    "J-PHONE/",
    "WILLCOM",
    "DDIPOCKET",
    "Symbian",
    "Nokia",
    "Mobile;"
  };
  private static final String[] DESKTOPS = {
    "Windows", "Macintosh", "CrOS", "X11", "Linux", "FreeBSD", "OpenBSD"
  };

  private Devices() {}

  /** {@code pc}, {@code mobile}, {@code tablet} or empty. */
  static String type(String header) {
    if (any(NO_KIND, header)) {
      return "";
    }
    if (iPad(header) || any(TABLETS, header)) {
      return "tablet";
    }
    if (any(PHONES, header)) {
      return "mobile";
    }
    if (header.contains("Android") || header.contains("HarmonyOS")) {
      return header.contains("Mobile") ? "mobile" : "tablet";
    }
    if (header.contains("Silk/")) {
      return "tablet";
    }
    return any(DESKTOPS, header) ? "pc" : "";
  }

  /**
   * Whether it is an iPad. Since iPadOS 13 its Safari calls itself a Macintosh; apps' web views do
   * so too, but give themselves away by the build of a mobile device.
   */
  static boolean iPad(String header) {
    return header.contains("iPad") || (header.contains("Macintosh") && header.contains("Mobile/"));
  }

  private static boolean any(String[] tokens, String header) {
    for (String token : tokens) {
      if (header.contains(token)) {
        return true;
      }
    }
    return false;
  }
}
