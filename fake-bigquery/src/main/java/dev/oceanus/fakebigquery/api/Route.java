package dev.oceanus.fakebigquery.api;

/**
 * Where a method is reached.
 *
 * @param verb GET, POST, PUT, PATCH or DELETE
 * @param path with placeholders in braces, each one segment
 * @param method its name in the API, such as {@code tables.get}
 * @param uploadType value that this parameter must have, or empty
 */
public record Route(String verb, String path, String method, String uploadType, Handler handler) {
  public Route(String verb, String path, String method, Handler handler) {
    this(verb, path, method, "", handler);
  }

  /** What a method does. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Does it.
     *
     * @throws ApiException to refuse
     */
    Reply handle(Call call);
  }
}
