package dev.oceanus.fakebigquery.write;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/** Reads the value of one field behind its tag, as what the column holds. Stateless. */
@FunctionalInterface
interface CellReader {
  /**
   * Reads and checks.
   *
   * @throws RowFaultException if the column cannot hold it
   * @throws IOException if the bytes are no value of this type
   */
  Object read(CodedInputStream in) throws IOException, RowFaultException;
}
