package dev.oceanus.collector.spool;

import dev.oceanus.common.life.StartException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the folder, and puts what an earlier process has left there before everything else. */
final class Leftovers {
  private static final Logger logger = LoggerFactory.getLogger(Leftovers.class);

  private final SegmentFolder folder;
  private final SegmentSpool spool;
  private final DamageReport report;

  Leftovers(SegmentFolder folder, SegmentSpool spool, DamageReport report) {
    this.folder = folder;
    this.spool = spool;
    this.report = report;
  }

  /**
   * Finds them. Only the oldest may have been sent in part: a segment is begun when the one before
   * it is deleted.
   *
   * @throws StartException if the folder, or what is in it, cannot be used
   */
  void find() {
    List<SegmentName> names = folder.open();
    for (SegmentName name : names) {
      Segment segment = segment(name);
      if (name.equals(names.getFirst())) {
        segment.begin();
      }
      spool.found(segment);
    }
    Segments.Size size = spool.size();
    if (size.events() > 0) {
      logger.info(
          "{} events of an earlier process are in {}, the oldest of {}: sent before any other",
          size.events(),
          folder,
          Instant.ofEpochMilli(size.oldestMillis()));
    }
  }

  private Segment segment(SegmentName name) {
    try {
      byte[] bytes = folder.read(name);
      SegmentContents contents = SegmentContents.of(bytes, name.marker());
      if (!contents.isReadable()) {
        throw new StartException(
            "%s in the spool folder %s has format %d, this release knows %d: start the newer one"
                .formatted(name.file(), folder, contents.version(), SegmentFormat.VERSION));
      }
      Segment segment = new Segment(name, bytes.length);
      contents.batches().forEach(segment::add);
      report.tell(segment, contents);
      return segment;
    } catch (IOException e) {
      throw new StartException(
          "%s in the spool folder %s cannot be read: %s".formatted(name.file(), folder, e), e);
    }
  }
}
