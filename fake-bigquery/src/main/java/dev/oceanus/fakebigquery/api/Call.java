package dev.oceanus.fakebigquery.api;

import dev.oceanus.fakebigquery.fault.Fault;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * One request of a method, already decoded.
 *
 * @param path values of the placeholders of the route
 * @param query first value of each parameter
 * @param headers first value of each header, names in lower case
 * @param base where the server was reached, such as {@code http://127.0.0.1:9050}
 * @param body read once, by whoever needs it
 * @param fault what shall go wrong with the job that it inserts
 */
public record Call(
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    String base,
    InputStream body,
    Fault fault) {
  public Call {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** The same with a fault. */
  public Call with(Fault other) {
    return new Call(path, query, headers, base, body, other);
  }

  /** A placeholder of the route. */
  public String of(String placeholder) {
    return path.getOrDefault(placeholder, "");
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A whole number among the parameters. */
  public long number(String name, long otherwise) {
    String text = query.get(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiException.invalid("Invalid value for " + name + ": " + text);
    }
  }

  public String project() {
    return of("project");
  }

  public DatasetRef dataset() {
    return new DatasetRef(project(), of("dataset"));
  }

  public TableRef table() {
    return dataset().table(of("table"));
  }
}
