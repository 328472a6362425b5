package dev.oceanus.collector.http;

import dev.oceanus.collector.parse.FormEvent;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.site.Site;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Where a form leads when it is stored: only to hosts that its site lists. */
final class NextPage {
  private NextPage() {}

  /** The normalised URL, or empty if none was asked for or it leads elsewhere. */
  static Optional<String> of(Site site, Values fields) {
    Optional<String> wanted = Optional.empty();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.name(i).equals(FormEvent.NEXT)) {
        wanted = allowed(site, fields.text(i));
      }
    }
    return wanted;
  }

  private static Optional<String> allowed(Site site, String url) {
    try {
      URI uri = new URI(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      String authority = uri.getPort() < 0 ? host : host + ':' + uri.getPort();
      return site.form().next().contains(authority)
          ? Optional.of(uri.toASCIIString())
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
