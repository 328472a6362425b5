package dev.oceanus.local.replay;

import java.util.List;

/** Judges the events of a kept row by the present catalogue. */
@FunctionalInterface
interface Judge {
  /** The events of a row, at least one. */
  List<Judged> judge(KeptRow row);
}
