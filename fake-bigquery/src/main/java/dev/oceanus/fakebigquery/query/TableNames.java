package dev.oceanus.fakebigquery.query;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.TableRef;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which names of a query mean tables, and which tables. Immutable. */
final class TableNames {
  private final DatasetRef home;
  private final Set<String> withNames = new HashSet<>();

  /**
   * @param home project, and the dataset of tables without one
   * @param tokens of the query, whose WITH clauses have names: each before AS and a parenthesis
   */
  TableNames(DatasetRef home, List<Token> tokens) {
    this.home = home;
    List<Token> solid = tokens.stream().filter(t -> t.kind() != Token.Kind.SPACE).toList();
    for (int i = 0; i + 2 < solid.size(); i++) {
      if (solid.get(i).isName() && solid.get(i + 1).is("AS") && solid.get(i + 2).is("(")) {
        withNames.add(solid.get(i).text().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Whether a path is the name of a WITH clause. */
  boolean isOfWith(String path) {
    return path.indexOf('.') < 0 && withNames.contains(path.toLowerCase(Locale.ROOT));
  }

  /** The table that a path of one to three names means. */
  TableRef table(String path) {
    String[] parts = path.replace(':', '.').split("\\.", -1);
    return switch (parts.length) {
      case 1 -> {
        if (home.dataset().isEmpty()) {
          throw ApiException.invalid(
              "Table \"%s\" must be qualified with a dataset (e.g. dataset.table)."
                  .formatted(path));
        }
        yield home.table(parts[0]);
      }
      case 2 -> new TableRef(home.project(), parts[0], parts[1]);
      case 3 -> new TableRef(parts[0], parts[1], parts[2]);
      default -> throw ApiException.invalidQuery("Invalid table name: " + path);
    };
  }
}
