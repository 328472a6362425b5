package dev.oceanus.local.rules;

import static dev.oceanus.local.rules.PastWarehouse.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.notifier.story.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PastStoriesTest {
  private final Present present = new Present();
  private final PastStories stories =
      new PastStories(Set.of("shop"), Duration.ofDays(1), 2, present);

  private void page(int second, String visitor) {
    note("shop", second, visitor, "page_view");
  }

  private void note(String site, int second, String visitor, String name) {
    Instant now = START.plusSeconds(second);
    present.is(now);
    Event event = new Event(Schemas.WEB);
    event.set("visitor_id", visitor);
    event.set("event_name", name);
    event.set("received_at", now);
    event.set("page_url", "/" + second);
    stories.note(new Occurrence(site, "e" + second, event, now));
  }

  @Test
  void keepsTheLastPagesOfEachVisitor() {
    for (int i = 0; i < Stories.MOST + 5; i++) {
      page(i, "v");
    }
    page(100, "w");

    assertThat(stories.of("shop", "v"))
        .hasSize(Stories.MOST)
        .startsWith(new Page(START.plusSeconds(5), "page_view", "/5", ""))
        .endsWith(new Page(START.plusSeconds(24), "page_view", "/24", ""));
    assertThat(stories.of("shop", "w")).extracting(Page::url).containsExactly("/100");
  }

  @Test
  void forgetsWhoWasSeenLongestAgoOfTooMany() {
    page(1, "v");
    page(2, "w");
    page(3, "v");
    page(4, "x");
    page(5, "x");

    assertThat(stories.of("shop", "w")).isEmpty();
    assertThat(stories.of("shop", "v")).extracting(Page::url).containsExactly("/1", "/3");
    assertThat(stories.of("shop", "x")).extracting(Page::url).containsExactly("/4", "/5");
  }

  @Test
  void takesPageViewsOfVisitorsOfItsSitesOnly() {
    note("shop", 1, "v", "click");
    note("blog", 2, "v", "page_view");
    page(3, "");

    assertThat(stories.of("shop", "v")).isEmpty();
    assertThat(stories.of("blog", "v")).isEmpty();
    assertThat(stories.of("shop", "")).isEmpty();
  }
}
