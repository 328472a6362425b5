package dev.oceanus.collector.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what is damaged in segments, once each.
 *
 * @param folder where they are
 */
record DamageReport(SegmentFolder folder, SpoolMeter meter) {
  private static final Logger logger = LoggerFactory.getLogger(DamageReport.class);

  /** Tells what a segment does not hold, unless that was told before. */
  void tell(Segment segment, SegmentContents contents) {
    if (segment.isTold()) {
      return;
    }
    segment.told();
    meter.damaged(contents.damages().size());
    for (SegmentContents.Damage damage : contents.damages()) {
      logger.warn(
          "{} in {} has {} bytes at {} that are no record{}",
          segment.name().file(),
          folder,
          damage.length(),
          damage.offset(),
          damage.atEnd() ? ": its process ended while it wrote them, or they are damaged" : "");
    }
  }

  /** Tells that a segment holds fewer events than were confirmed to be in it. */
  void lost(Segment segment, long events) {
    meter.lost(events);
    logger.error(
        "{} in {} has lost {} events that had been on disk: the disk, or somebody, has changed it",
        segment.name().file(),
        folder,
        events);
  }
}
