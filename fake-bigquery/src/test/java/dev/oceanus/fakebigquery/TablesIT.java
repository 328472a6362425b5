package dev.oceanus.fakebigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.fakebigquery.RestClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TablesIT {
  private static final String T = "/test/datasets/web/tables/t";

  @TempDir Path folder;
  private FakeFixture fixture;
  private RestClient client;

  @BeforeEach
  void start() throws IOException {
    fixture = FakeFixture.in(folder);
    client = fixture.client();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void tellsATableAsTheApiDoes() throws IOException {
    client.load("j", "t", "{\"id\":\"a\"}\n");
    client.done("j");

    JsonNode table = client.get(T).json();

    assertThat(table.path("kind").asString()).isEqualTo("bigquery#table");
    assertThat(table.path("id").asString()).isEqualTo("test:web.t");
    assertThat(table.path("type").asString()).isEqualTo("TABLE");
    assertThat(table.path("location").asString()).isEqualTo("US");
    assertThat(table.path("numRows").asString()).isEqualTo("1");
    assertThat(table.path("schema").path("fields").path(1).path("mode").asString())
        .isEqualTo("NULLABLE");
  }

  @Test
  void changesOnlyTheVersionThatIsMeant() throws IOException {
    String etag = client.get(T).json().path("etag").asString();
    client.patch(T, "{'description':'first'}");

    Answer stale =
        client.send(
            client
                .request(T)
                .header("If-Match", etag)
                .method("PATCH", BodyPublishers.ofString("{\"description\":\"x\"}")));

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.reason()).isEqualTo("conditionNotMet");
    assertThat(client.get(T).json().path("description").asString()).isEqualTo("first");
  }

  @Test
  void addsAColumnToATableWithRows() throws IOException {
    client.load("j", "t", "{\"id\":\"a\"}\n");
    client.done("j");
    client.patch(
        T,
        "{'schema':{'fields':[%s,{'name':'extra','type':'STRING','description':'d'}]}}"
            .formatted(FakeFixture.FIELDS));
    client.load("k", "t", "{\"id\":\"b\",\"extra\":\"e\"}\n");
    client.done("k");

    assertThat(client.cell("SELECT STRING_AGG(id || COALESCE(extra, '-') ORDER BY id) FROM web.t"))
        .isEqualTo("a-,be");
  }

  @Test
  void putsANewColumnBehindTheOldOnesWhereverItIsNamed() throws IOException {
    client.patch(
        T,
        "{'schema':{'fields':[{'name':'extra','type':'STRING'},%s]}}"
            .formatted(FakeFixture.FIELDS));
    client.load("k", "t", "{\"extra\":\"e\",\"id\":\"b\"}\n");
    client.done("k");

    assertThat(client.cell("SELECT id || extra FROM web.t")).isEqualTo("be");
    JsonNode fields = client.get(T).json().path("schema").path("fields");
    assertThat(fields.path(fields.size() - 1).path("name").asString()).isEqualTo("extra");
  }

  @Test
  void refusesToNarrowATable() throws IOException {
    Answer dropped =
        client.patch(T, "{'schema':{'fields':[{'name':'id','type':'STRING','mode':'REQUIRED'}]}}");
    Answer required =
        client.put(
            T,
            "{'schema':{'fields':[%s,{'name':'x','type':'STRING','mode':'REQUIRED'}]}}"
                .formatted(FakeFixture.FIELDS));

    assertThat(dropped.status()).isEqualTo(400);
    assertThat(dropped.message())
        .isEqualTo(
            "Provided Schema does not match Table test:web.t. Field n is missing in new schema.");
    assertThat(required.message()).contains("Cannot add required fields");
  }

  @Test
  void changesExpiryAndClusteringButNotThePartitioning() throws IOException {
    client.post(
        "/test/datasets/web/tables",
        """
        {'tableReference':{'tableId':'p'},'schema':{'fields':[{'name':'seen','type':'TIMESTAMP'},{'name':'a','type':'STRING'}]},
         'timePartitioning':{'type':'DAY','field':'seen'}}
        """);
    String p = "/test/datasets/web/tables/p";

    assertThat(
            client
                .patch(
                    p,
                    "{'timePartitioning':{'expirationMs':'86400000'},'clustering':{'fields':['a']}}")
                .status())
        .isEqualTo(200);
    assertThat(client.get(p).json().path("timePartitioning").path("expirationMs").asString())
        .isEqualTo("86400000");
    assertThat(client.patch(p, "{'timePartitioning':{'type':'HOUR'}}").status()).isEqualTo(400);
    assertThat(client.patch(p, "{'timePartitioning':null}").status()).isEqualTo(400);
    assertThat(client.patch(T, "{'timePartitioning':{'type':'DAY'}}").status()).isEqualTo(400);
    assertThat(client.patch(p, "{'clustering':{'fields':['nothing']}}").status()).isEqualTo(400);
  }

  @Test
  void tellsWhatIsMissing() throws IOException {
    Answer table = client.get("/test/datasets/web/tables/none");
    Answer dataset = client.get("/test/datasets/none/tables/t");

    assertThat(table.status()).isEqualTo(404);
    assertThat(table.reason()).isEqualTo("notFound");
    assertThat(table.message()).isEqualTo("Not found: Table test:web.none");
    assertThat(dataset.message()).isEqualTo("Not found: Dataset test:none");
    assertThat(
            client
                .post("/test/datasets/web/tables", "{'tableReference':{'tableId':'t'}}")
                .message())
        .isEqualTo("Already Exists: Table test:web.t");
  }

  @Test
  void losesATableWhoseTimeHasCome() throws IOException {
    long soon = fixture.fake().clock().millis() + 3_600_000;
    client.patch(T, "{'expirationTime':'%d'}".formatted(soon));
    assertThat(client.get(T).status()).isEqualTo(200);

    fixture.set("{'clockOffsetMs':3600001}");

    assertThat(client.get(T).status()).isEqualTo(404);
    assertThat(client.get("/test/datasets/web/tables").json().path("totalItems").asInt()).isZero();
    client.table("t", FakeFixture.FIELDS);
  }

  @Test
  void listsRowsPageByPage() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      rows.append("{\"id\":\"%02d\",\"n\":%d}\n".formatted(i, i));
    }
    client.load("j", "t", rows.toString());
    client.done("j");
    StringBuilder found = new StringBuilder();
    String token = "";
    do {
      JsonNode page =
          client.get(T + "/data?maxResults=10&selectedFields=n&pageToken=" + token).json();
      page.path("rows").forEach(row -> found.append(row.path("f").path(0).path("v").asString()));
      token = page.path("pageToken").asString("");
    } while (!token.isEmpty());

    assertThat(found.toString()).isEqualTo("0123456789101112131415161718192021222324");
  }

  @Test
  void refusesToDropADatasetWithTables() throws IOException {
    assertThat(client.delete("/test/datasets/web").reason()).isEqualTo("resourceInUse");
    assertThat(client.delete("/test/datasets/web?deleteContents=true").status()).isEqualTo(204);
    assertThat(client.get("/test/datasets/web").status()).isEqualTo(404);
    client.post("/test/datasets", "{'datasetReference':{'datasetId':'web'}}");
    assertThat(client.get(T).status()).isEqualTo(404);
  }

  @Test
  void takesStreamedRowsOnceWithinTheWindow() throws IOException {
    String rows =
        "{'rows':[{'insertId':'i1','json':{'id':'a','n':'7'}},{'insertId':'i2','json':{'id':'b'}}]}";
    client.post(T + "/insertAll", rows);
    client.post(T + "/insertAll", rows);
    assertThat(client.rows("t")).isEqualTo(2);

    fixture.set("{'clockOffsetMs':60001}");
    client.post(T + "/insertAll", rows);

    assertThat(client.rows("t")).isEqualTo(4);
  }

  @Test
  void refusesAStreamedRequestWithABadRow() throws IOException {
    String rows = "{%s'rows':[{'json':{'id':'a'}},{'json':{'x':1}}]}";

    JsonNode errors = client.post(T + "/insertAll", rows.formatted("")).json().path("insertErrors");

    assertThat(errors.path(0).path("errors").path(0).path("reason").asString())
        .isEqualTo("stopped");
    assertThat(errors.path(1).path("errors").path(0).path("reason").asString())
        .isEqualTo("invalid");
    assertThat(client.rows("t")).isZero();
    client.post(T + "/insertAll", rows.formatted("'skipInvalidRows':true,"));
    assertThat(client.rows("t")).isEqualTo(1);
  }
}
