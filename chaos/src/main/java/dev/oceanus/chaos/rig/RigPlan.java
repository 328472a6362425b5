package dev.oceanus.chaos.rig;

import java.nio.file.Path;

/**
 * What is set up.
 *
 * @param folder of everything that a run leaves behind; made new
 * @param collectors how many there are, one port each
 * @param loaders how many there are; one of them keeps the warehouse's file open, several share it
 */
public record RigPlan(Path folder, int collectors, int loaders) {
  boolean shared() {
    return loaders > 1;
  }
}
