package dev.oceanus.notifier.redis;

import static dev.oceanus.notifier.outbox.NoticesFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.notifier.outbox.NoticeId;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.notifier.story.Stories;
import dev.oceanus.notifier.story.Stories.Seen;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Visitors' pages on a real Redis. */
class RedisStoriesIT {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);

  private final RedisStories stories = new RedisStories(redis, KEPT);

  @BeforeEach
  void forgetAll() {
    redis.flushAll();
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private static Page page(int number) {
    return page(START.plusSeconds(number), "https://x/" + number);
  }

  private static Page page(Instant at, String url) {
    return new Page(at, "page_view", url, "T\n\"\u6d77\"");
  }

  private static Seen seen(String site, String visitor, Page page) {
    return new Seen(site, visitor, page);
  }

  private static String key(String site, String visitor) {
    return RedisKeys.story(NoticeId.hash(List.of(site, visitor)));
  }

  @Test
  void keepsTheLastPagesInTheirOrderWhateverOrderTheyCameIn() {
    List<Seen> pages =
        new ArrayList<>(
            IntStream.range(0, Stories.MOST + 5)
                .mapToObj(i -> seen("shop", "v", page(i)))
                .toList());
    Collections.reverse(pages);
    stories.add(pages.subList(0, 10));
    stories.add(pages.subList(10, pages.size()));

    assertThat(stories.of("shop", "v"))
        .containsExactlyElementsOf(
            IntStream.range(5, Stories.MOST + 5).mapToObj(RedisStoriesIT::page).toList());
    assertThat(redis.zcard(key("shop", "v"))).isEqualTo(Stories.MOST);
  }

  @Test
  void pagesOfOneMillisecondStandInTheirOrderToo() {
    List<Page> pages =
        List.of(
            page(START, "https://x/first"),
            page(START.plusNanos(500_000), "https://x/second"),
            page(START.plusNanos(501_000), "https://x/a-third"));
    stories.add(pages.reversed().stream().map(each -> seen("shop", "v", each)).toList());

    assertThat(stories.of("shop", "v")).containsExactlyElementsOf(pages);
  }

  @Test
  void aPageIsThereOnceHoweverOftenItIsBrought() {
    stories.add(List.of(seen("shop", "v", page(1)), seen("shop", "v", page(1))));
    stories.add(List.of(seen("shop", "v", page(1)), seen("shop", "v", page(2))));

    assertThat(stories.of("shop", "v")).containsExactly(page(1), page(2));
  }

  @Test
  void visitorsAreToldApartAndSoAreSites() {
    stories.add(
        List.of(
            seen("shop", "v", page(1)),
            seen("shop", "w", page(2)),
            seen("blog", "v", page(3)),
            seen("shop", "v", page(4))));

    assertThat(stories.of("shop", "v")).containsExactly(page(1), page(4));
    assertThat(stories.of("shop", "w")).containsExactly(page(2));
    assertThat(stories.of("blog", "v")).containsExactly(page(3));
    assertThat(stories.of("blog", "w")).isEmpty();
    assertThat(stories.of("shopv", "")).isEmpty();
  }

  @Test
  void eachStoryIsKeptForAWhileAfterItsLastPage() {
    stories.add(List.of(seen("shop", "v", page(1)), seen("shop", "w", page(1))));
    redis.pexpire(key("shop", "v"), 5_000);
    redis.pexpire(key("shop", "w"), 5_000);
    stories.add(List.of(seen("shop", "v", page(2))));

    assertThat(redis.pttl(key("shop", "v"))).isBetween(5_001L, KEPT.toMillis());
    assertThat(redis.pttl(key("shop", "w"))).isBetween(1L, 5_000L);
    redis.pexpire(key("shop", "w"), 0);
    assertThat(stories.of("shop", "w")).isEmpty();
    assertThat(stories.of("shop", "v")).containsExactly(page(1), page(2));
  }

  @Test
  void nothingToKeepIsNoQuestion() {
    stories.add(List.of());
    assertThat(redis.dbSize()).isZero();
  }

  @Test
  void saysWhenItCannotBeAsked() {
    try (RedisServer gone = RedisServer.start();
        UnifiedJedis client = NoticesFixture.client(gone)) {
      gone.stop();
      RedisStories away = new RedisStories(client, KEPT);

      assertThatThrownBy(() -> away.add(List.of(seen("shop", "v", page(1)))))
          .isInstanceOf(StreamUnavailableException.class);
      assertThatThrownBy(() -> away.of("shop", "v")).isInstanceOf(StreamUnavailableException.class);
    }
  }
}
