package dev.oceanus.local.replay;

import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.replay.Replay.Sending;
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
   */
  public record Terms(int maxEvents, String country, String region, String city) {}

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
    Sites sites = new Sites(catalogue, terms.maxEvents);
    PlaceHeaders places = new PlaceHeaders(terms.country, terms.region, terms.city);
    return switch (selection.from()) {
      case REFUSED ->
          new Replay(
              new KeptRows(queries, selection, name), new RefusedJudge(sites, places), sending);
      case DEAD_LETTERS ->
          new Replay(
              new KeptRows(queries, selection, site == null ? null : site.lane().name()),
              new LetterJudge(sites, places, name),
              sending);
    };
  }
}
