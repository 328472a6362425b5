package dev.oceanus.common.config;

/**
 * A value that is never printed.
 *
 * @param reveal the value itself
 */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "****";
  }
}
