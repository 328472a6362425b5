package dev.oceanus.fakebigquery.store;

import java.util.List;

/** Functions of GoogleSQL that DuckDB has under another name, or in another way. */
final class Macros {
  static final List<String> CREATE =
      List.of(
          "bq_regexp_contains(s, p) AS regexp_matches(s, p)",
          "bq_regexp_replace(s, p, r) AS regexp_replace(s, p, r, 'g')",
          "bq_regexp_extract(s, p) AS nullif(regexp_extract(s, p, 0), '')",
          "bq_timestamp_diff(a, b, part) AS date_sub(part, b, a)",
          "bq_date_diff(a, b, part) AS date_diff(part, b, a)",
          "bq_trunc(t, part) AS date_trunc(part, t)",
          "bq_plus(t, i) AS t + i",
          "bq_minus(t, i) AS t - i",
          "bq_date(t) AS CAST(t AS DATE)",
          "bq_timestamp(t) AS CAST(t AS TIMESTAMP)",
          "bq_format(f, t) AS strftime(t, f)",
          "bq_json_value(j, p) AS json_extract_string(j, p)",
          "bq_safe_divide(a, b) AS CASE WHEN b = 0 THEN NULL ELSE a / b END",
          "bq_div(a, b) AS CAST(trunc(a / b) AS BIGINT)",
          "bq_now() AS CAST(now() AS TIMESTAMP)");

  private Macros() {}
}
