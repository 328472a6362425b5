package dev.oceanus.local.doctor.trip;

import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.wire.Beacon;
import java.io.IOException;
import java.util.List;

/** Tells what became of events as rows. */
@FunctionalInterface
public interface Rows {
  /**
   * What is found about sites of these beacons that were not among earlier ones.
   *
   * @throws IOException if the warehouse's answer breaks off
   */
  List<Finding> findings(List<Beacon> beacons) throws IOException;
}
