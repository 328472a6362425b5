package dev.oceanus.collector.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.site.Privacy.Parameters;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageUrlTest {
  private static final Parameters LISTED = new Parameters(false, Set.of("page", "日", "a b"));

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/p?email=me@x.example&utm_source=x, https://shop.example/p",
    "https://shop.example/p?, https://shop.example/p",
    "https://shop.example/p, https://shop.example/p",
    "https://shop.example/p#top, https://shop.example/p#top",
    "https://shop.example/p?x=1#top, https://shop.example/p#top",
    "https://shop.example/#/cart?token=1, https://shop.example/#/cart",
    "https://shop.example/#access_token=1&state=2, https://shop.example/",
    "https://shop.example/p#a=1?b=2, https://shop.example/p",
    "https://me:secret@shop.example/p?x, https://shop.example/p",
    "https://a@b@shop.example/@me?x, https://shop.example/@me",
    "https://shop.example/p;jsessionid=12/q;v=1?x, https://shop.example/p/q",
    "/p?x=1, /p",
    "?x=1, ''",
    "no url at all, no url at all",
    "'', ''"
  })
  void leavesNoParameters(String url, String left) {
    assertThat(PageUrl.of(url, Parameters.NONE)).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({
    "https://s.example/?page=2&email=me&page=3#x, https://s.example/?page=2&page=3#x",
    "https://s.example/?email=me&p%61ge=2, https://s.example/?p%61ge=2",
    "https://s.example/?page, https://s.example/?page",
    "https://s.example/?PAGE=1&pages=2, https://s.example/",
    "https://s.example/?a+b=1&%E6%97%A5=2&日=3, https://s.example/?a+b=1&%E6%97%A5=2&日=3",
    "https://s.example/?next=%2F%3Fpage=1, https://s.example/",
    "https://s.example/?&&page=1&, https://s.example/?page=1",
    "https://s.example/#/r?page=1&t=2, https://s.example/#/r?page=1",
    "https://s.example/#t=2&page=1, https://s.example/#page=1",
    "https://s.example/?%zz=1&page=%zz, https://s.example/?page=%zz"
  })
  void leavesThoseThatAreListedAsTheyWere(String url, String left) {
    assertThat(PageUrl.of(url, LISTED)).isEqualTo(left);
  }

  @Test
  void leavesAUrlAsItIsWhereAllAreKept() {
    String url = "https://me:x@s.example/p;a=1?email=me#t=1";
    assertThat(PageUrl.of(url, Parameters.ALL)).isSameAs(url);
  }
}
