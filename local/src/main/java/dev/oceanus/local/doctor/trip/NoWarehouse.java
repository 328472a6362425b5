package dev.oceanus.local.doctor.trip;

import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.wire.Beacon;
import java.util.List;

/** Says once that nobody here knows where rows would be. */
public final class NoWarehouse implements Rows {
  private boolean said;

  @Override
  public List<Finding> findings(List<Beacon> beacons) {
    if (said || beacons.isEmpty()) {
      return List.of();
    }
    said = true;
    return List.of(
        Finding.unchecked(
            RoundTrip.ABOUT,
            "the warehouse behind this collector is not known here",
            "Name a data folder with --data, or BigQuery by OCEANUS_WAREHOUSE"));
  }
}
