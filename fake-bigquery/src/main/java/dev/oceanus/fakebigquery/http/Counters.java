package dev.oceanus.fakebigquery.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Calls of each method, and bytes that came in with them, since the start. Thread-safe. */
public final class Counters {
  private final ConcurrentMap<String, AtomicLong> calls = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  /** Counts a call of a method; the other server may do so, too. */
  public void count(String method) {
    calls.computeIfAbsent(method, name -> new AtomicLong()).incrementAndGet();
  }

  /** Counts bytes of bodies or messages. */
  public void received(long more) {
    bytes.addAndGet(more);
  }

  public Map<String, Long> calls() {
    Map<String, Long> all = new TreeMap<>();
    calls.forEach((name, number) -> all.put(name, number.get()));
    return all;
  }

  /** Bytes of bodies and messages, as they came over the wire. */
  public long bytes() {
    return bytes.get();
  }
}
