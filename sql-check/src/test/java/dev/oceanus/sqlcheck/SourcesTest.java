package dev.oceanus.sqlcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a visit came from is named and classed as the page says. */
class SourcesTest {
  private Warehouse warehouse;

  @BeforeEach
  void open() throws SQLException {
    warehouse = Warehouse.empty();
  }

  @AfterEach
  void close() throws SQLException {
    warehouse.close();
  }

  @Test
  void sourcesAreSessionsSummedUp() throws SQLException, IOException {
    String by = "day, channel, source, medium, campaign";
    try (Warehouse full = Warehouse.ofFixture()) {
      assertThat(
              full.ask(
                  """
                  SELECT %s, COUNT(*) AS sessions, COUNT(DISTINCT visitor) AS visitors,
                    SUM(page_views) AS page_views, COUNT(*) FILTER (WHERE bounced) AS bounces,
                    SUM(conversions) AS conversions, COUNT(*) FILTER (WHERE converted) AS converted_sessions
                  FROM events_demo_sessions GROUP BY ALL ORDER BY %s
                  """
                      .formatted(by, by)))
          .hasSizeGreaterThan(30)
          .isEqualTo(full.ask("SELECT * FROM events_demo_sources ORDER BY " + by));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://www.google.co.uk/          | -                       | search | google.co.uk | organic",
        "https://search.brave.com/search    | -                       | search | search.brave.com | organic",
        "http://WWW.Bing.com:80/x?q=1#y     | -                       | search | bing.com | organic",
        "android-app://com.google.android.gm/ | -                     | email | com.google.android.gm | email",
        "https://mail.yahoo.com/            | -                       | email | mail.yahoo.com | email",
        "https://l.facebook.com/            | -                       | social | l.facebook.com | social",
        "https://t.co/abc                   | -                       | social | t.co | social",
        "https://netflix.com/               | -                       | other | netflix.com | referral",
        "https://notgoogle.com/             | -                       | other | notgoogle.com | referral",
        "https://google.shop.example/       | -                       | other | google.shop.example | referral",
        "https://shop.example/mug           | -                       | direct | (direct) | (none)",
        "https://www.shop.example/          | -                       | direct | (direct) | (none)",
        "-                                  | -                       | direct | (direct) | (none)",
        "-                                  | ?gclid=1                | paid | google | cpc",
        "-                                  | ?yclid=1                | paid | yclid | cpc",
        "https://www.google.com/            | ?utm_source=google&utm_medium=CPC | paid | google | cpc",
        "https://www.facebook.com/          | ?utm_source=fb&utm_medium=paid-social | paid | fb | paid-social",
        "https://www.facebook.com/          | ?utm_source=fb&utm_medium=social | social | fb | social",
        "-                                  | ?utm_source=Newsletter-7 | email | Newsletter-7 | email",
        "-                                  | ?utm_source=partner&utm_medium=qr | other | partner | qr",
        "-                                  | ?utm_medium=email       | email | (direct) | email",
      })
  void namesAndClassesEachSource(
      String referrer, String query, String channel, String source, String medium)
      throws SQLException {
    warehouse.visits(
        "2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | %s | %s | / /mug"
            .formatted(referrer, query));

    assertThat(warehouse.rows("SELECT channel, source, medium FROM events_demo_sessions"))
        .containsExactly(String.join(",", channel, source, medium));
    assertThat(warehouse.rows("SELECT channel, source, medium FROM events_demo_sources"))
        .containsExactly(String.join(",", channel, source, medium));
  }
}
