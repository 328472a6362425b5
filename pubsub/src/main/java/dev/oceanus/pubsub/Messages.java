package dev.oceanus.pubsub;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import com.google.pubsub.v1.PubsubMessage;
import dev.oceanus.common.bus.LiveEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * The only mapping between a live event and a message: the event's JSON as data; site, name and id
 * as the attributes {@code site}, {@code event_name} and {@code event_id}.
 */
final class Messages {
  static final String SITE = "site";
  static final String NAME = "event_name";
  static final String ID = "event_id";

  /** What an attribute may have, by Pub/Sub's documentation, in bytes. */
  private static final int LONGEST_ATTRIBUTE = 1_024;

  private Messages() {}

  static PubsubMessage of(LiveEvent event) {
    return PubsubMessage.newBuilder()
        .setData(UnsafeByteOperations.unsafeWrap(event.event()))
        .putAttributes(SITE, cut(event.site()))
        .putAttributes(NAME, cut(event.name()))
        .putAttributes(ID, cut(event.id()))
        .build();
  }

  /** Schemas allow no value that is as long; entries that others wrote may have one. */
  private static String cut(String value) {
    ByteString bytes = ByteString.copyFromUtf8(value);
    if (bytes.size() <= LONGEST_ATTRIBUTE) {
      return value;
    }
    int end = LONGEST_ATTRIBUTE;
    while ((bytes.byteAt(end) & 0xC0) == 0x80) { // within a character
      end--;
    }
    return bytes.substring(0, end).toStringUtf8();
  }

  /** The event of a message, or empty where it was not published by a relay. */
  static Optional<LiveEvent> event(PubsubMessage message) {
    String site = message.getAttributesOrDefault(SITE, "");
    String id = message.getAttributesOrDefault(ID, "");
    boolean whole =
        message.containsAttributes(SITE) && !id.isEmpty() && !message.getData().isEmpty();
    return whole
        ? Optional.of(
            new LiveEvent(
                site,
                message.getAttributesOrDefault(NAME, ""),
                id,
                message.getData().toByteArray()))
        : Optional.empty();
  }

  /** When Pub/Sub took it. */
  static Instant published(PubsubMessage message) {
    Timestamp time = message.getPublishTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
