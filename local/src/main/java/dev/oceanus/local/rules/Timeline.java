package dev.oceanus.local.rules;

import dev.oceanus.common.site.Site;
import dev.oceanus.local.rules.PastEvents.Cut;
import dev.oceanus.local.rules.PastEvents.Taker;
import dev.oceanus.notifier.event.Occurrence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The past events of several sites as one sequence, in the order of their arrival. The warehouse is
 * asked site by site, and answers in that order; what several sites had lies in files of a folder
 * of its own meanwhile, so that memory holds one event of each.
 */
final class Timeline {
  private final PastEvents past;
  private final Path within;

  /**
   * @param within where it makes its folder
   */
  Timeline(PastEvents past, Path within) {
    this.past = past;
    this.within = within;
  }

  /**
   * Hands each event on; of those that came at the same time the first site's first.
   *
   * @return the sites that had more
   * @throws dev.oceanus.local.query.QueryFailedException if the warehouse cannot answer
   */
  List<Cut> of(List<Site> sites, Taker taker) throws IOException {
    if (sites.size() == 1) {
      return past.of(sites.getFirst(), taker).stream().toList();
    }
    Path folder = Files.createTempDirectory(within, "oceanus-rules");
    List<EventFile> files = new ArrayList<>();
    try {
      for (Site site : sites) {
        files.add(EventFile.of(site, past, folder.resolve(Integer.toString(files.size()))));
      }
      merge(files, taker);
      return files.stream().flatMap(file -> file.cut().stream()).toList();
    } finally {
      delete(folder, files);
    }
  }

  private static void merge(List<EventFile> files, Taker taker) throws IOException {
    record Head(Occurrence event, int place) {}
    PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.event.now())
                .thenComparingInt(head -> head.place));
    for (int i = 0; i < files.size(); i++) {
      Occurrence first = files.get(i).next();
      if (first != null) {
        heads.add(new Head(first, i));
      }
    }
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      taker.take(head.event);
      EventFile file = files.get(head.place);
      file.advance();
      Occurrence next = file.next();
      if (next != null) {
        heads.add(new Head(next, head.place));
      }
    }
  }

  private static void delete(Path folder, List<EventFile> files) throws IOException {
    for (EventFile file : files) {
      file.close();
    }
    try (var left = Files.list(folder)) {
      left.forEach(
          file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    Files.delete(folder);
  }
}
