package dev.oceanus.fakebigquery;

import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.clock.MovableClock;
import dev.oceanus.fakebigquery.control.ControlApi;
import dev.oceanus.fakebigquery.fault.FaultGate;
import dev.oceanus.fakebigquery.fault.Faults;
import dev.oceanus.fakebigquery.http.Counters;
import dev.oceanus.fakebigquery.http.RestServer;
import dev.oceanus.fakebigquery.job.HiddenJobs;
import dev.oceanus.fakebigquery.job.JobDesk;
import dev.oceanus.fakebigquery.job.JobRunner;
import dev.oceanus.fakebigquery.quota.Quotas;
import dev.oceanus.fakebigquery.rest.DatasetsApi;
import dev.oceanus.fakebigquery.rest.InsertAllApi;
import dev.oceanus.fakebigquery.rest.JobsApi;
import dev.oceanus.fakebigquery.rest.ProjectsApi;
import dev.oceanus.fakebigquery.rest.QueriesApi;
import dev.oceanus.fakebigquery.rest.TableDataApi;
import dev.oceanus.fakebigquery.rest.TablesApi;
import dev.oceanus.fakebigquery.rest.UploadsApi;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.upload.UploadSessions;
import dev.oceanus.fakebigquery.write.WriteServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A running stand-in for BigQuery. Its state lies in its folder: closed or killed, and started
 * there again, it goes on where it was. Owned by who started it.
 */
public final class FakeBigQuery implements AutoCloseable {
  private final Settings settings = new Settings();
  private final MovableClock clock;
  private final Faults faults;
  private final Store store;
  private final JobRunner runner;
  private final WriteServer write;
  private final RestServer rest;

  private FakeBigQuery(FakeBigQueryConfig config, Clock real) {
    clock = new MovableClock(real);
    faults = new Faults(real);
    store = Store.open(config.folder(), clock, config.rows());
    Quotas quotas = new Quotas(settings, clock);
    runner = new JobRunner(store, settings, faults, quotas);
    FaultGate gate = new FaultGate(faults);
    Counters counters = new Counters();
    JobDesk desk = new JobDesk(store, quotas, runner, new HiddenJobs(real));
    DatasetsApi datasets = new DatasetsApi(store);
    if (!config.dataset().isEmpty()) {
      datasets.ensure(new DatasetRef(config.project(), config.dataset()), config.location());
    }
    List<Route> routes = new ArrayList<>();
    routes.addAll(new ProjectsApi(store, config.project()).routes());
    routes.addAll(datasets.routes());
    routes.addAll(new TablesApi(store, quotas).routes());
    routes.addAll(new TableDataApi(store).routes());
    routes.addAll(new InsertAllApi(store, settings).routes());
    routes.addAll(new JobsApi(desk).routes());
    routes.addAll(new QueriesApi(store, desk).routes());
    routes.addAll(new UploadsApi(desk, new UploadSessions(config.folder()), gate).routes());
    routes.addAll(new ControlApi(store, faults, settings, counters, clock).routes());
    write =
        new WriteServer(
            store,
            settings,
            gate,
            counters,
            new InetSocketAddress(config.host(), config.writePort()));
    routes.addAll(write.routes());
    rest =
        RestServer.start(
            new InetSocketAddress(config.host(), config.port()), routes, gate, settings, counters);
    runner.start();
    write.start();
  }

  /** Starts it in this process. */
  public static FakeBigQuery start(FakeBigQueryConfig config) {
    return new FakeBigQuery(config, Clock.systemUTC());
  }

  /** Starts it with another time. */
  public static FakeBigQuery start(FakeBigQueryConfig config, Clock real) {
    return new FakeBigQuery(config, real);
  }

  /** Where its REST API is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + rest.port());
  }

  public int port() {
    return rest.port();
  }

  /** Port of the Storage Write API on 127.0.0.1, without encryption. */
  public int writePort() {
    return write.port();
  }

  public Faults faults() {
    return faults;
  }

  public Settings settings() {
    return settings;
  }

  public MovableClock clock() {
    return clock;
  }

  public Store store() {
    return store;
  }

  @Override
  public void close() {
    rest.close();
    write.close();
    runner.close();
    store.close();
  }
}
