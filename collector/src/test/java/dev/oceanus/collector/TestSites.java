package dev.oceanus.collector;

import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.WriteKeys;
import dev.oceanus.common.stream.Lane;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sites of tests: one of each kind. */
public final class TestSites {
  private static final Set<Accepts> OURS =
      Set.of(Accepts.EVENTS, Accepts.PIXEL, Accepts.FORM, Accepts.MAIL);
  private static final Set<Accepts> ALL_OURS =
      Set.of(
          Accepts.EVENTS, Accepts.PIXEL, Accepts.FORM, Accepts.MAIL, Accepts.CLICK, Accepts.SERVER);

  /** The write key of {@link #SHOP} and {@link #OLD_LINKS}. */
  public static final String KEY = WriteKeys.BEGINNING + "0".repeat(43);

  /** The keys that sign links. */
  public static final LinkKeys LINK_KEYS = LinkKeys.of("1".repeat(43));

  /** Open to our own interface, from anywhere. */
  public static final Site DEMO =
      new Site("demo", Schemas.WEB, new Lane("events_demo", 1), OURS, Set.of(), Site.Form.PLAIN);

  /** Open to two origins only, with columns of its own, and to servers and clicks. */
  public static final Site SHOP =
      new Site(
              "shop",
              Schemas.WEB.with(
                  List.of(
                      Field.string("sku", 20, Source.property("sku"), "Article."),
                      Field.of("quantity", FieldType.INT64, Source.property("quantity"), "Pieces."),
                      Field.json("basket", 100, Source.property("basket"), "What is in it."))),
              new Lane("events_shop", 1),
              ALL_OURS,
              Set.of("https://shop.example", "https://shop.example:8443"),
              new Site.Form(
                  Map.of("mail", "user_id", "pieces", "quantity"),
                  List.of("shop.example", "shop.example:8443")))
          .with(
              new Site.Access(
                  new WriteKeys(Map.of("backend", WriteKeys.hash(KEY))),
                  false,
                  Set.of("shop.example", "shop.example:8443"),
                  Site.Limits.NONE));

  /** A site that moved over from the Python system. */
  public static final Site OLD =
      new Site(
              "old",
              Schemas.LOG,
              new Lane("log_old", 1),
              Set.of(Accepts.SWALLOW, Accepts.GAZE, Accepts.PIERCE),
              Set.of(),
              Site.Form.PLAIN)
          .with(new Site.Access(WriteKeys.NONE, true));

  /** The short links of such a site, whose server has a key. */
  public static final Site OLD_LINKS =
      new Site(
              "old-links",
              Schemas.LOG,
              new Lane("log_links", 1),
              Set.of(Accepts.PIERCE),
              Set.of(),
              Site.Form.PLAIN)
          .with(new Site.Access(new WriteKeys(Map.of("shortener", WriteKeys.hash(KEY))), false));

  /** The forms of a site that moved over from the Python system. */
  public static final Site OLD_FORM =
      new Site(
          "old-form",
          Schemas.FORM,
          new Lane("form_old", 1),
          Set.of(Accepts.PIRATE, Accepts.FORM),
          Set.of(),
          Site.Form.PLAIN);

  private TestSites() {}

  /** All of them. */
  public static SiteCatalogue catalogue() {
    return new SiteCatalogue(List.of(DEMO, SHOP, OLD, OLD_LINKS, OLD_FORM));
  }
}
