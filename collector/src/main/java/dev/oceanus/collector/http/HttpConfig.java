package dev.oceanus.collector.http;

import dev.oceanus.collector.address.Trust;
import dev.oceanus.collector.click.LinkKeys;
import java.time.Duration;

/**
 * How the public port is served.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param ioThreads threads that serve connections
 * @param maxConnections more are not accepted until some are closed
 * @param idle how long a connection is kept on which nothing comes or goes
 * @param maxWaiting answers that may be held back at the same time
 * @param maxBody longest body in bytes
 * @param bodyRoom bytes that all bodies that are being read may hold together, but never less than
 *     four of the longest need
 * @param headRoom bytes that all heads may take together, of requests that come and that are being
 *     answered
 * @param maxEvents most events of one request
 * @param trust which proxies are believed
 * @param place which headers tell where the client is
 * @param hsts how long browsers are told to come by HTTPS only; zero for not at all
 * @param paths where routes are found
 * @param linkKeys sign links that clicks may follow
 */
public record HttpConfig(
    String host,
    int port,
    int ioThreads,
    int maxConnections,
    Duration idle,
    int maxWaiting,
    int maxBody,
    long bodyRoom,
    long headRoom,
    int maxEvents,
    Trust trust,
    PlaceHeaders place,
    Duration hsts,
    Paths paths,
    LinkKeys linkKeys) {
  /** Most parameters of a query and most fields of a form. */
  public static final int MAX_PARAMETERS = 1000;

  /** Longest path and query together, in characters. */
  public static final int MAX_URL = 8192;

  /**
   * Headers of the load balancer.
   *
   * @param country name of the header, or empty for none
   * @param region name of the header, or empty for none
   * @param city name of the header, or empty for none
   */
  public record PlaceHeaders(String country, String region, String city) {
    /** There is none. */
    public static final PlaceHeaders NONE = new PlaceHeaders("", "", "");
  }
}
