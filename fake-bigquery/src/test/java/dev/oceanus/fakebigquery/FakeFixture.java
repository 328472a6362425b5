package dev.oceanus.fakebigquery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** A stand-in in this process with a client, and a table {@code web.t} with a required column. */
final class FakeFixture implements AutoCloseable {
  static final String FIELDS =
      "{'name':'id','type':'STRING','mode':'REQUIRED'},{'name':'n','type':'INTEGER'}";

  private final FakeBigQueryConfig config;
  private FakeBigQuery fake;
  private RestClient client;

  FakeFixture(FakeBigQueryConfig config) {
    this.config = config;
    this.fake = FakeBigQuery.start(config);
    this.client = new RestClient(fake.url());
  }

  static FakeFixture in(Path folder) throws IOException {
    FakeFixture fixture = new FakeFixture(FakeBigQueryConfig.in(folder));
    fixture.client.table("t", FIELDS);
    return fixture;
  }

  FakeBigQuery fake() {
    return fake;
  }

  RestClient client() {
    return client;
  }

  /** Closes it, and starts it again in the same folder on another port. */
  void restart() {
    close();
    fake = FakeBigQuery.start(config);
    client = new RestClient(fake.url());
  }

  void set(String settings) throws IOException {
    assertThat(client.post("/_fake/settings", settings).status()).isEqualTo(200);
  }

  /** Adds a fault rule, and tells its id. */
  String fault(String rule) throws IOException {
    RestClient.Answer answer = client.post("/_fake/faults", rule);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("id").asString();
  }

  long hits() throws IOException {
    return client.get("/_fake/faults").json().path("rules").path(0).path("hits").asLong();
  }

  long calls(String method) throws IOException {
    return client.get("/_fake/counters").json().path("calls").path(method).asLong();
  }

  @Override
  public void close() {
    client.close();
    fake.close();
  }
}
