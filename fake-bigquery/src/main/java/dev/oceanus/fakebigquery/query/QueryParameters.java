package dev.oceanus.fakebigquery.query;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.schema.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The parameters of a query as literals of DuckDB. Of one query. */
final class QueryParameters {
  private final Map<String, String> named = new HashMap<>();
  private final List<String> positional = new ArrayList<>();
  private int used;

  /** From {@code queryParameters}. */
  static QueryParameters from(JsonNode parameters) {
    QueryParameters result = new QueryParameters();
    for (JsonNode parameter : parameters) {
      String literal = literal(parameter.path("parameterType"), parameter.path("parameterValue"));
      String name = parameter.path("name").asString("");
      if (name.isEmpty()) {
        result.positional.add(literal);
      } else {
        result.named.put(name.toLowerCase(Locale.ROOT), literal);
      }
    }
    return result;
  }

  /** The literal for a parameter of the text; the empty name is the next positional one. */
  String literal(String name) {
    if (name.isEmpty()) {
      if (used == positional.size()) {
        throw ApiException.invalidQuery("Query parameter number " + (used + 1) + " is not given");
      }
      return positional.get(used++);
    }
    String literal = named.get(name.toLowerCase(Locale.ROOT));
    if (literal == null) {
      throw ApiException.invalidQuery("Query parameter '" + name + "' not found");
    }
    return literal;
  }

  private static String literal(JsonNode type, JsonNode value) {
    if (type.path("type").asString("").equals("ARRAY")) {
      JsonNode inner = type.path("arrayType");
      return value
          .path("arrayValues")
          .valueStream()
          .map(each -> literal(inner, each))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    ColumnType known = ColumnType.named(type.path("type").asString("STRING"));
    JsonNode text = value.path("value");
    if (text.isNull() || text.isMissingNode()) {
      return "CAST(NULL AS " + known.duckdb() + ")";
    }
    return "CAST(" + quoted(text.asString()) + " AS " + known.duckdb() + ")";
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
