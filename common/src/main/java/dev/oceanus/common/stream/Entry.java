package dev.oceanus.common.stream;

/**
 * One event in a stream.
 *
 * @param id as Redis gave it
 * @param event the event's JSON in UTF-8, not copied: nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id only, and copies cost the hot path
public record Entry(EntryId id, byte[] event) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Entry that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Entry[" + id + ", " + event.length + " bytes]";
  }
}
