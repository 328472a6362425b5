package dev.oceanus.export.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresArrayTest {
  private static String json(String type, String text) {
    return String.valueOf(new PostgresArray(type).json(text));
  }

  @Test
  void readsWhatTheDatabaseWrites() {
    assertThat(json("int8", "{9223372036854775807,NULL,-1}"))
        .isEqualTo("[9223372036854775807,null,-1]");
    assertThat(json("int4", "{{1,2},{3,4}}")).isEqualTo("[[1,2],[3,4]]");
    assertThat(json("int4", "[0:1]={1,2}")).isEqualTo("[1,2]");
    assertThat(json("int4", "{}")).isEqualTo("[]");
    assertThat(json("bool", "{t,f,NULL}")).isEqualTo("[true,false,null]");
    assertThat(json("text", "{\"\",a,\"NULL\",\"x, \\\"y\\\" {\\\\}\",\"a\nb\"}"))
        .isEqualTo("[\"\",\"a\",\"NULL\",\"x, \\\"y\\\" {\\\\}\",\"a\\u000ab\"]");
    assertThat(json("numeric", "{1.10,NaN}")).isEqualTo("[\"1.10\",\"NaN\"]");
    assertThat(json("float8", "{1.5,NaN,-Infinity}")).isEqualTo("[1.5,\"NaN\",\"-Infinity\"]");
    assertThat(json("timestamptz", "{\"2026-12-01 03:00:00+00\",infinity}"))
        .isEqualTo("[\"2026-12-01T03:00:00Z\",null]");
    assertThat(json("jsonb", "{\"{\\\"a\\\": 1}\",\"[]\"}")).isEqualTo("[{\"a\": 1},[]]");
  }
}
