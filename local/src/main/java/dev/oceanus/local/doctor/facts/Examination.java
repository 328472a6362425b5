package dev.oceanus.local.doctor.facts;

import java.util.List;
import java.util.Optional;

/**
 * All that was seen of one page.
 *
 * @param source who saw it, and so what could be seen
 * @param page the page itself
 * @param tags what stands in it for a collector
 * @param visitor the browser as the page sees it
 * @param exchanges requests in the order in which they were made
 */
public record Examination(
    Source source, Page page, Tags tags, Visitor visitor, List<Exchange> exchanges) {
  public Examination {
    exchanges = List.copyOf(exchanges);
  }

  /** Who saw a page. */
  public enum Source {
    /** A browser that was asked for everything. */
    BROWSER,
    /** A file with requests and answers, and nothing else. */
    HAR
  }

  /** The request of an address, the latest one. */
  public Optional<Exchange> exchangeOf(String url) {
    return exchanges.stream()
        .filter(exchange -> Urls.same(exchange.request().url(), url))
        .reduce((earlier, later) -> later);
  }
}
