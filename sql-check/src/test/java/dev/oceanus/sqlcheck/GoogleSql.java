package dev.oceanus.sqlcheck;

import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.SimpleTable;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import com.google.zetasql.ZetaSQLOptions.LanguageFeature;
import com.google.zetasql.ZetaSQLOptions.NameResolutionMode;
import com.google.zetasql.ZetaSQLOptions.ProductMode;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedQueryStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Analyses statements as BigQuery's GoogleSQL, by ZetaSQL, the analyser that BigQuery has
 * published: syntax, names, types and functions. It runs nothing, knows no quota, and takes some
 * statements that BigQuery does not have. Not thread-safe.
 */
final class GoogleSql {
  private final SimpleCatalog catalog = new SimpleCatalog("warehouse");
  private final AnalyzerOptions options = new AnalyzerOptions();

  GoogleSql() {
    LanguageOptions language = new LanguageOptions();
    language.setNameResolutionMode(NameResolutionMode.NAME_RESOLUTION_DEFAULT);
    language.setProductMode(ProductMode.PRODUCT_EXTERNAL);
    language.enableMaximumLanguageFeatures();
    language.enableLanguageFeature(LanguageFeature.FEATURE_INTERVAL_TYPE);
    language.enableReservableKeyword("QUALIFY");
    options.setLanguageOptions(language);
    catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
  }

  /** Whether this machine has ZetaSQL's native library: Linux and macOS on x86. */
  static boolean isHere() {
    String system = System.getProperty("os.name");
    String processor = System.getProperty("os.arch");
    return (system.equals("Linux") || system.startsWith("Mac"))
        && (processor.equals("amd64") || processor.equals("x86_64"));
  }

  /** Adds a table with a schema's columns. */
  void table(String name, Schema schema) {
    Map<String, String> columns = new LinkedHashMap<>();
    schema.fields().forEach(field -> columns.put(field.name(), kind(field.type()).name()));
    table(name, columns);
  }

  /** Adds a table with columns of these types, as {@link #columns} names them. */
  void table(String name, Map<String, String> columns) {
    SimpleTable table = new SimpleTable(name);
    columns.forEach(
        (column, kind) ->
            table.addSimpleColumn(
                new SimpleColumn(
                    name, column, TypeFactory.createSimpleType(TypeKind.valueOf(kind)))));
    catalog.addSimpleTable(name, table);
  }

  /** Adds the pseudo-column that tells the tables behind an asterisk apart. */
  void wildcard(String name, Schema schema) {
    Map<String, String> columns = new LinkedHashMap<>();
    schema.fields().forEach(field -> columns.put(field.name(), kind(field.type()).name()));
    columns.put("_TABLE_SUFFIX", TypeKind.TYPE_STRING.name());
    table(name, columns);
  }

  /**
   * The columns of a query's answer, with the names of their types.
   *
   * @throws com.google.zetasql.SqlException what is wrong with it, and where
   */
  Map<String, String> columns(String sql) {
    ResolvedStatement statement = Analyzer.analyzeStatement(sql, options, catalog);
    Map<String, String> columns = new LinkedHashMap<>();
    ((ResolvedQueryStmt) statement)
        .getOutputColumnList()
        .forEach(
            column -> columns.put(column.getName(), column.getColumn().getType().getKind().name()));
    return columns;
  }

  private static TypeKind kind(FieldType type) {
    return switch (type) {
      case STRING -> TypeKind.TYPE_STRING;
      case TIMESTAMP -> TypeKind.TYPE_TIMESTAMP;
      case INT64 -> TypeKind.TYPE_INT64;
      case FLOAT64 -> TypeKind.TYPE_DOUBLE;
      case BOOL -> TypeKind.TYPE_BOOL;
      case JSON -> TypeKind.TYPE_JSON;
    };
  }
}
