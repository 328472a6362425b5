package dev.oceanus.collector.privacy;

import dev.oceanus.common.site.Privacy.Then;
import dev.oceanus.common.site.Site.Accepts;
import org.jspecify.annotations.Nullable;

/** What a request gets, by what its browser says and what its site makes of it. */
public enum Treatment {
  /** The site's settings for everybody. */
  USUAL,
  /** It is stored without what could identify the browser or the person. */
  ANONYMOUS,
  /** A form that a person sends: what was typed is stored, who typed it by which browser is not. */
  SIGNED,
  /** It is not stored. */
  NONE;

  /**
   * The treatment of a browser that objects. A form is sent on purpose, so it is never thrown away.
   *
   * @param by the interface that it came by, or null if no site belongs to it
   */
  public static Treatment ofObjection(Then then, @Nullable Accepts by) {
    boolean form = by == Accepts.FORM || by == Accepts.PIRATE;
    return switch (then) {
      case IGNORE -> USUAL;
      case ANONYMISE -> form ? SIGNED : ANONYMOUS;
      case DROP -> form ? SIGNED : NONE;
    };
  }
}
