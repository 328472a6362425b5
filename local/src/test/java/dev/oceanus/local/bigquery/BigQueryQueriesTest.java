package dev.oceanus.local.bigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.local.query.Formats;
import dev.oceanus.local.query.QueryFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Google's client against answers as BigQuery's reference gives them. */
@Timeout(60)
class BigQueryQueriesTest {
  private static final String ROWS =
      """
      {"kind":"bigquery#queryResponse","jobComplete":true,"totalRows":"2",
       "jobReference":{"projectId":"p","jobId":"j","location":"EU"},
       "schema":{"fields":[{"name":"refused_at","type":"TIMESTAMP"},{"name":"raw","type":"STRING"},
                           {"name":"n","type":"INTEGER"}]},
       "rows":[{"f":[{"v":"1.7955081025E9"},{"v":"a=\\u65e5"},{"v":"7"}]},
               {"f":[{"v":"1.795508102E9"},{"v":null},{"v":null}]}]}
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = ROWS;
  private BigQueryQueries queries;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    queries =
        new BigQueryQueries(new WarehouseConfig.BigQuery("p", "events", Optional.of(endpoint)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      byte[] body =
          zipped
              ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
              : exchange.getRequestBody().readAllBytes();
      asked.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI().getPath()
              + " "
              + new String(body, UTF_8));
      byte[] bytes = answer.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void tellsRowsAsDuckDbTellsThem() throws IOException {
    StringBuilder csv = new StringBuilder();
    queries.ask("SELECT refused_at, raw, n FROM refused", Formats.of("csv", csv));

    assertThat(csv)
        .hasToString(
            "refused_at,raw,n\r\n2026-11-24 08:15:02.500000,a=日,7\r\n2026-11-24 08:15:02.000000,,\r\n");
    assertThat(asked)
        .singleElement()
        .asString()
        .startsWith("POST /bigquery/v2/projects/p/queries ")
        .contains("\"query\":\"SELECT refused_at, raw, n FROM refused\"")
        .contains("\"datasetId\":\"events\"")
        .contains("\"useLegacySql\":false");
  }

  @Test
  void namesTheDatasetAndWhatWasWrong() {
    status = 400;
    answer =
        """
        {"error":{"code":400,"message":"Unrecognized name: raw_state at [1:8]","status":"INVALID_ARGUMENT",
         "errors":[{"message":"Unrecognized name: raw_state at [1:8]","domain":"global","reason":"invalidQuery"}]}}
        """;
    assertThatThrownBy(
            () -> queries.ask("SELECT raw_state", Formats.of("csv", new StringBuilder())))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("p.events")
        .hasMessageContaining("Unrecognized name: raw_state");
  }
}
