package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads serialised rows of one writer's schema as rows of a table, strictly: the rows of an append
 * are proto2 messages (source: storage.proto, {@code ProtoData.rows}), a value that is not there is
 * NULL. Immutable and thread-safe.
 */
final class RowReader {
  private final int width;
  private final Map<Integer, Slot> slots;
  private final List<Slot> required;

  /**
   * One field of the writer's schema.
   *
   * @param index of its column among those of the table
   */
  record Slot(TableFieldSchema column, int index, int wireType, CellReader reader) {}

  /**
   * @param width how many columns the table has
   * @param slots by the field's number
   */
  RowReader(int width, Map<Integer, Slot> slots) {
    this.width = width;
    this.slots = Map.copyOf(slots);
    this.required =
        slots.values().stream()
            .filter(slot -> slot.column().getMode() == TableFieldSchema.Mode.REQUIRED)
            .toList();
  }

  /** How many columns its rows have. */
  int width() {
    return width;
  }

  /**
   * Reads one row.
   *
   * @return values in the order of the table's columns
   */
  @Nullable Object[] read(ByteString row) throws RowFaultException {
    @Nullable Object[] values = new Object[width];
    try {
      CodedInputStream in = row.newCodedInput();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        read(in, tag, values);
      }
    } catch (IOException e) {
      throw new RowFaultException(
          "The row cannot be parsed as the writer's schema: " + e.getMessage());
    }
    for (Slot slot : required) {
      if (values[slot.index()] == null) {
        throw new RowFaultException(
            "Required field is missing: the value is null on field %s."
                .formatted(slot.column().getName()));
      }
    }
    return values;
  }

  private void read(CodedInputStream in, int tag, @Nullable Object[] values)
      throws IOException, RowFaultException {
    Slot slot = slots.get(WireFormat.getTagFieldNumber(tag));
    if (slot == null) {
      throw new RowFaultException(
          "The row has a field of number %d that the writer's schema lacks."
              .formatted(WireFormat.getTagFieldNumber(tag)));
    }
    if (slot.wireType() != WireFormat.getTagWireType(tag)) {
      throw new RowFaultException(
          "The row's value is not of the type in the writer's schema on field %s."
              .formatted(slot.column().getName()));
    }
    values[slot.index()] = slot.reader().read(in);
  }
}
