package dev.oceanus.collector.agent;

import org.jspecify.annotations.Nullable;

/** Names of browsers and of apps that show pages, with their major versions. */
final class Browsers {
  /** What a header contains before its version, then the name. The first that fits counts. */
  private static final String[][] TABLE = {
    {"Line/", "LINE"},
    {"Instagram ", "Instagram"},
    {"Barcelona ", "Threads"},
    {"FBAV/", "Facebook"},
    {"FB_IAB", "Facebook"},
    {"FBAN/", "Facebook"},
    {"Twitter for", "X"},
    {"TwitterAndroid", "X"},
    {"musical_ly_", "TikTok"},
    {"BytedanceWebview", "TikTok"},
    {"trill_", "TikTok"},
    {"Snapchat/", "Snapchat"},
    {"[Pinterest/", "Pinterest"},
    {"Pinterest/", "Pinterest"},
    {"LinkedInApp", "LinkedIn"},
    {"MicroMessenger/", "WeChat"},
    {"KAKAOTALK ", "KakaoTalk"},
    {"GSA/", "Google app"},
    {"YJApp-", "Yahoo! JAPAN app"},
    {"jp.co.yahoo", "Yahoo! JAPAN app"},
    {"SmartNews", "SmartNews"},
    {"Gunosy", "Gunosy"},
    {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"},
    {"Edg/", "Edge"},
    {"Edge/", "Edge"},
    {"OPR/", "Opera"},
    {"OPT/", "Opera"},
    {"OPX/", "Opera"},
    {"OPiOS/", "Opera"},
    {"Opera Mini/", "Opera Mini"},
    {"Opera Mobi", "Opera"},
    {"Opera/", "Opera"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"YaBrowser/", "Yandex"},
    {"Vivaldi/", "Vivaldi"},
    {"Brave/", "Brave"},
    {"Sleipnir/", "Sleipnir"},
    {"Lunascape", "Lunascape"},
    {"UCBrowser/", "UC Browser"},
    {"MiuiBrowser/", "Mi Browser"},
    {"HuaweiBrowser/", "Huawei Browser"},
    {"HeyTapBrowser/", "HeyTap Browser"},
    {"VivoBrowser/", "Vivo Browser"},
    {"MQQBrowser/", "QQ Browser"},
    {"QQBrowser/", "QQ Browser"},
    {"Whale/", "Whale"},
    {"DuckDuckGo/", "DuckDuckGo"},
    {"Ddg/", "DuckDuckGo"},
    {"coc_coc_browser/", "Coc Coc"},
    {"Silk/", "Silk"},
    {"PaleMoon/", "Pale Moon"},
    {"Waterfox/", "Waterfox"},
    {"SeaMonkey/", "SeaMonkey"},
    {"FxiOS/", "Firefox"},
    {"Focus/", "Firefox Focus"},
    {"Klar/", "Firefox Focus"},
    {"Firefox/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"HeadlessChrome/", "Chrome"},
    {"Chromium/", "Chromium"},
    {"Chrome/", "Chrome"},
    {"MSIE ", "Internet Explorer"},
    {"IEMobile/", "Internet Explorer"},
    {"NetFront/", "NetFront"},
    {"NintendoBrowser/", "Nintendo"},
    {"DoCoMo/", "DoCoMo"},
    {"UP.Browser/", "EZweb"},
    {"SoftBank/", "SoftBank"},
    {"Vodafone/", "SoftBank"},
    {"J-PHONE/", "SoftBank"},
  };

  private Browsers() {}

  /** Name and major version, or null when it is none that is known. */
  static @Nullable String name(String header) {
    if (header.contains("Trident/7") && header.contains("rv:11")) {
      return "Internet Explorer 11";
    }
    for (String[] row : TABLE) {
      int at = header.indexOf(row[0]);
      if (at >= 0) {
        return named(header, row[1], at + row[0].length());
      }
    }
    return webKit(header);
  }

  private static String named(String header, String name, int versionAt) {
    boolean webView = name.equals("Chrome") && header.contains("; wv)");
    return withVersion(webView ? "Android WebView" : name, header, versionAt);
  }

  private static @Nullable String webKit(String header) {
    if (!header.contains("AppleWebKit/")) {
      return null;
    }
    int version = header.indexOf("Version/");
    if (version >= 0) {
      String name = header.contains("Android") ? "Android Browser" : "Safari";
      return withVersion(name, header, version + "Version/".length());
    }
    return header.contains("Mobile/") ? "iOS WebView" : null;
  }

  /** The name with the number that stands here, if one does. */
  static String withVersion(String name, String header, int at) {
    int end = at;
    while (end < header.length() && end - at < 5 && Character.isDigit(header.charAt(end))) {
      end++;
    }
    return end == at ? name : name + ' ' + header.substring(at, end);
  }
}
