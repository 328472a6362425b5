package dev.oceanus.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.http.Paths;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.local.replay.Request.Header;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the values of one event as an interface of the collector reads them. */
final class Wire {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<Accepts> POSTED =
      Set.of(Accepts.EVENTS, Accepts.SERVER, Accepts.FORM, Accepts.PIRATE);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Paths paths;

  /**
   * @param paths where the collector's routes are found
   */
  Wire(Paths paths) {
    this.paths = paths;
  }

  /** The route of an interface, as refused events name it. */
  static String route(Accepts by) {
    return switch (by) {
      case EVENTS -> "/v1/events";
      case PIXEL -> "/v1/pixel";
      case FORM -> "/v1/form";
      case MAIL -> "/v1/mail";
      case CLICK -> "/v1/click";
      case SERVER -> "/v1/server";
      case SWALLOW -> "/swallow";
      case GAZE -> "/gaze";
      case PIERCE -> "/pierce";
      case PIRATE -> "/pirate";
    };
  }

  /**
   * A request that brings one event.
   *
   * @param media how the first one was written; its boundary is kept
   */
  Request request(Site site, Accepts by, MediaType media, Values values, List<Header> as) {
    String target = paths.of(route(by)) + "/" + site.name();
    List<Header> headers = new ArrayList<>(as);
    if (!POSTED.contains(by)) {
      return new Request("GET", target + "?" + pairs(values), headers, new byte[0]);
    }
    if (by == Accepts.EVENTS || by == Accepts.SERVER) {
      headers.add(new Header("Content-Type", media.type()));
      return new Request("POST", target, headers, json(values).getBytes(UTF_8));
    }
    String boundary = media.boundary();
    if (boundary == null || media.type().equals(FORM)) {
      headers.add(new Header("Content-Type", FORM));
      return new Request("POST", target, headers, pairs(values).getBytes(UTF_8));
    }
    headers.add(new Header("Content-Type", media.type() + "; boundary=\"" + boundary + "\""));
    return new Request("POST", target, headers, parts(values, boundary).getBytes(UTF_8));
  }

  private static String json(Values values) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      for (int i = 0; i < values.size(); i++) {
        out.writeName(values.name(i));
        if (values.kind(i) == Kind.TEXT) {
          out.writeString(values.text(i));
        } else {
          out.writeRawValue(values.text(i));
        }
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  private static String pairs(Values values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : "&")
          .append(URLEncoder.encode(values.name(i), UTF_8))
          .append('=')
          .append(URLEncoder.encode(values.text(i), UTF_8));
    }
    return text.toString();
  }

  private static String parts(Values values, String boundary) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      String name = values.name(i).replace("\"", "%22").replace("\r\n", "%0D%0A");
      text.append("--")
          .append(boundary)
          .append("\r\nContent-Disposition: form-data; name=\"")
          .append(name)
          .append("\"\r\n\r\n")
          .append(values.text(i))
          .append("\r\n");
    }
    return text.append("--").append(boundary).append("--\r\n").toString();
  }
}
