package dev.oceanus.pubsub;

import com.google.protobuf.CodedOutputStream;
import com.google.pubsub.v1.PubsubMessage;
import dev.oceanus.common.bus.EventBus.Reason;
import dev.oceanus.common.bus.EventBus.Refused;
import dev.oceanus.common.bus.LiveEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Live events as requests: as many in one as the limits allow. What Pub/Sub would not take for its
 * size is left out, as the emulator never answers it.
 *
 * @param requests the events of each, in their order
 * @param refused the events that are left out
 */
record Batches(List<List<Sized>> requests, List<Refused> refused) {
  /** Of a message, and of a request, by Pub/Sub's documentation. */
  private static final int LARGEST = 10_000_000;

  /** What a request needs besides its messages, generously. */
  private static final int ENVELOPE = 1_024;

  /** One event and its message. */
  record Sized(LiveEvent event, PubsubMessage message) {
    /** Bytes that it takes in a request. */
    int bytes() {
      int own = message.getSerializedSize();
      return own + CodedOutputStream.computeUInt32SizeNoTag(own) + 1;
    }
  }

  static Batches of(List<LiveEvent> events, PubSubConfig.Limits limits) {
    List<List<Sized>> requests = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    List<Sized> current = new ArrayList<>();
    long bytes = 0;
    for (LiveEvent event : events) {
      Sized next = new Sized(event, Messages.of(event));
      if (next.bytes() > LARGEST - ENVELOPE) {
        refused.add(new Refused(event, Reason.TOO_LARGE));
        continue;
      }
      boolean full = current.size() >= limits.events() || bytes + next.bytes() > limits.bytes();
      if (full && !current.isEmpty()) {
        requests.add(current);
        current = new ArrayList<>();
        bytes = 0;
      }
      current.add(next);
      bytes += next.bytes();
    }
    if (!current.isEmpty()) {
      requests.add(current);
    }
    return new Batches(requests, refused);
  }
}
