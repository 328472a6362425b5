package dev.oceanus.collector.relay;

import dev.oceanus.common.stream.Cursors;
import dev.oceanus.common.stream.Leases;
import dev.oceanus.common.stream.StreamReader;
import dev.oceanus.common.stream.StreamUnavailableException;

/** What a relay asks of Redis. */
public record RelayPorts(StreamReader reader, Cursors cursors, Leases leases) {
  /** Where they come from. Thread-safe. */
  @FunctionalInterface
  public interface Source {
    /**
     * The ports.
     *
     * @throws StreamUnavailableException if Redis cannot be asked for them yet
     */
    RelayPorts open();
  }
}
