package dev.oceanus.local.doctor.wire;

import java.util.Arrays;
import java.util.Optional;

/** By which interface of a collector events are sent. */
public enum Route {
  EVENTS("/v1/events", "events", Style.NATIVE),
  PIXEL("/v1/pixel", "pixel", Style.NATIVE),
  FORM("/v1/form", "form", Style.NATIVE),
  MAIL("/v1/mail", "mail", Style.NATIVE),
  CLICK("/v1/click", "click", Style.NATIVE),
  SWALLOW("/swallow", "swallow", Style.PYTHON),
  PIRATE("/pirate", "pirate", Style.PYTHON),
  GAZE("/gaze", "gaze", Style.PYTHON),
  PIERCE("/pierce", "pierce", Style.PYTHON);

  private enum Style {
    NATIVE,
    PYTHON
  }

  private final String path;
  private final String key;
  private final Style style;

  Route(String path, String key, Style style) {
    this.path = path;
    this.key = key;
    this.style = style;
  }

  /** As it begins on the wire. */
  public String path() {
    return path;
  }

  /** As {@code accepts} of a site names it. */
  public String key() {
    return key;
  }

  /** Whether it is one of the Python system's. */
  public boolean isPython() {
    return style == Style.PYTHON;
  }

  /** The route that a path, without the site at its end, ends with. */
  static Optional<Route> of(String path) {
    return Arrays.stream(values()).filter(route -> path.endsWith(route.path)).findFirst();
  }
}
