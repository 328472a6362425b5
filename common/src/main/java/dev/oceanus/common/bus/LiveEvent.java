package dev.oceanus.common.bus;

/**
 * One event on its way to listeners.
 *
 * @param site name of its site
 * @param name its {@code event_name}, or that of the Python system's table; empty if it has none
 * @param id its {@code event_id}, or {@code lane:shard/entry} where its schema has none: the same
 *     each time that the event is published
 * @param event the event's JSON in UTF-8, as it stands in the stream; not copied: nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id only
public record LiveEvent(String site, String name, String id, byte[] event) {
  @Override
  public boolean equals(Object other) {
    return other instanceof LiveEvent that && site.equals(that.site) && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Names neither the event nor its visitor: values may be personal. */
  @Override
  public String toString() {
    return "LiveEvent[" + site + ", " + id + ", " + event.length + " bytes]";
  }
}
