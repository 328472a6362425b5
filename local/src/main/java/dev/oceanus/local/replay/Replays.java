package dev.oceanus.local.replay;

import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.collector.click.Links;
import dev.oceanus.collector.http.Paths;
import dev.oceanus.common.config.Secret;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.replay.Replay.Sending;
import dev.oceanus.local.replay.Sender.Papers;
import dev.oceanus.local.replay.Sender.PlaceHeaders;
import org.jspecify.annotations.Nullable;

/** Puts replays together. */
public final class Replays {
  private final SiteCatalogue catalogue;
  private final Terms terms;

  /**
   * What the collector does by its settings.
   *
   * @param maxEvents most events of one request
   * @param country header with the country, or empty
   * @param region header with the region, or empty
   * @param city header with the city, or empty
   * @param ways where it is reached, and by what
   */
  public record Terms(int maxEvents, String country, String region, String city, Ways ways) {}

  /**
   * How the collector is reached.
   *
   * @param paths where its routes are found
   * @param linkKeys by which it knows signed links
   * @param key of a server, or null if none was given
   */
  public record Ways(Paths paths, LinkKeys linkKeys, @Nullable Secret key) {
    /** As it is without any setting. */
    public static final Ways USUAL = new Ways(Paths.NATIVE, LinkKeys.NONE, null);
  }

  /**
   * @param catalogue the present one
   */
  public Replays(SiteCatalogue catalogue, Terms terms) {
    this.catalogue = catalogue;
    this.terms = terms;
  }

  /**
   * A replay of what a warehouse holds.
   *
   * @param sending null to send nothing
   * @throws CommandException if the site is not in the catalogue
   */
  public Replay of(Queries queries, Selection selection, @Nullable Sending sending) {
    String name = selection.site();
    Site site = name == null ? null : catalogue.site(name).orElse(null);
    if (name != null && site == null) {
      throw CommandException.usage("there is no site '" + name + "' in the catalogue");
    }
    Ways ways = terms.ways;
    Links links = new Links(ways.linkKeys, ways.paths.of(Wire.route(Accepts.CLICK)));
    Sites sites = new Sites(catalogue, terms.maxEvents, links);
    PlaceHeaders places = new PlaceHeaders(terms.country, terms.region, terms.city);
    Papers papers = new Papers(places, new Wire(ways.paths), ways.key);
    return switch (selection.from()) {
      case REFUSED ->
          new Replay(
              new KeptRows(queries, selection, name), new RefusedJudge(sites, papers), sending);
      case DEAD_LETTERS ->
          new Replay(
              new KeptRows(queries, selection, site == null ? null : site.lane().name()),
              new LetterJudge(sites, papers, name),
              sending);
    };
  }
}
