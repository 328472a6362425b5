package dev.oceanus.common.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only reader of the environment. Each setting is read once, by name, with its default and what
 * it is for; faults are gathered, and {@link #check} reports them all. Not thread-safe: used while
 * a process starts.
 *
 * <p>A read never throws: where a value is missing or wrong it notes the fault and returns the
 * default, or a placeholder of the type when there is none, and {@link #check} then throws.
 */
public final class Env {
  /** A setting as the README's table shows it. */
  public record Setting(String name, String type, @Nullable String fallback, String purpose) {}

  /** An environment with these variables; only names that begin with {@code OCEANUS_} count. */
  public Env(Map<String, String> variables) {}

  /** A text. Without a default ({@code null}) the setting is required. */
  public String text(String name, @Nullable String fallback, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** A whole number within bounds, both included. */
  public int integer(String name, int fallback, int least, int most, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean fallback, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** A time span with its unit: {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 7d}. */
  public Duration duration(
      String name, Duration fallback, Duration least, Duration most, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** A size with its unit: {@code 512B}, {@code 256KiB}, {@code 64MiB}, {@code 1GiB}. */
  public ByteSize size(
      String name, ByteSize fallback, ByteSize least, ByteSize most, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** A URI with one of these schemes. */
  public URI uri(String name, @Nullable String fallback, Set<String> schemes, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** Comma-separated texts, trimmed; empty ones are left out. */
  public List<String> list(String name, List<String> fallback, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String name, Class<E> type, E fallback, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** A secret in the file that this variable names ({@code *_FILE}); trailing line ends cut. */
  public @Nullable Secret secret(String name, String purpose) {
    throw new UnsupportedOperationException();
  }

  /** Notes a fault of a value that only its user can judge. */
  public void fault(String name, String rule, String found) {
    throw new UnsupportedOperationException();
  }

  /** Every setting read so far, in order. */
  public List<Setting> settings() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigException with one line for each fault, an unknown {@code OCEANUS_} name included
   */
  public void check() {
    throw new UnsupportedOperationException();
  }
}
