package dev.oceanus.notifier.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.oceanus.common.config.Similar;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.rules.Condition;
import dev.oceanus.notifier.rules.Conditions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions in CEL over the columns of a schema, {@code properties}, {@code site} and {@code now}.
 * A STRING column without a value is an empty text, any other one null. Thread-safe.
 */
public final class CelConditions implements Conditions {
  /** The longest condition, in code points. */
  static final int LONGEST = 4_000;

  /** How often all loops of one evaluation may go round. */
  static final int MOST_ROUNDS = 1_000;

  private static final int LARGEST_PATTERN = 1_000;
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)' \\(in container ''\\)");
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MOST_ROUNDS)
          .maxExpressionCodePointSize(LONGEST)
          .maxRegexProgramSize(LARGEST_PATTERN)
          .build();

  private final CelMatches matches = new CelMatches(OPTIONS);
  private final CelRuntime runtime =
      CelRuntimeFactory.plannerRuntimeBuilder()
          .setOptions(OPTIONS)
          .setStandardFunctions(
              CelStandardFunctions.newBuilder()
                  .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                  .build())
          .addFunctionBindings(matches.bindings())
          .build();
  private final Map<Schema, CelCompiler> compilers = new ConcurrentHashMap<>();

  @Override
  public Condition compile(String text, Schema schema) throws FaultyException {
    if (text.isBlank()) {
      throw new FaultyException(List.of(new Fault(0, "must state a condition, found nothing")));
    }
    try {
      CelCompiler compiler = compilers.computeIfAbsent(schema, CelConditions::compiler);
      CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
      CelRuntime.Program program = runtime.createProgram(tree);
      CelPatterns patterns = new CelPatterns(runtime, compiler);
      List<Fault> faults = patterns.faults(tree);
      if (!faults.isEmpty()) {
        throw new FaultyException(faults);
      }
      patterns.of(tree).forEach(matches::keep);
      return new CelCondition(program, schema, CelNeeds.of(tree));
    } catch (CelValidationException e) {
      throw new FaultyException(faults(text, e, schema));
    } catch (CelEvaluationException e) {
      throw new FaultyException(List.of(new Fault(0, String.valueOf(e.getMessage()))));
    }
  }

  private static CelCompiler compiler(Schema schema) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL)
            .addVar(Occurrence.NOW, SimpleType.TIMESTAMP)
            .addVar(Occurrence.PROPERTIES, MapType.create(SimpleType.STRING, SimpleType.DYN));
    if (schema.indexOf(Occurrence.SITE) < 0) {
      builder.addVar(Occurrence.SITE, SimpleType.STRING);
    }
    for (Field field : schema.fields()) {
      if (field.name().equals(Occurrence.PROPERTIES)) {
        continue;
      }
      switch (field.type()) {
        case STRING, JSON -> builder.addVar(field.name(), SimpleType.STRING);
        case INT64 -> builder.addVar(field.name(), NullableType.create(SimpleType.INT));
        case FLOAT64 -> builder.addVar(field.name(), NullableType.create(SimpleType.DOUBLE));
        case BOOL -> builder.addVar(field.name(), NullableType.create(SimpleType.BOOL));
        case TIMESTAMP -> builder.addVar(field.name(), SimpleType.TIMESTAMP);
      }
    }
    return builder.build();
  }

  private static List<Fault> faults(String text, CelValidationException e, Schema schema) {
    List<Fault> faults = new ArrayList<>();
    for (CelIssue issue : e.getErrors()) {
      faults.add(new Fault(position(text, issue.getSourceLocation()), words(issue, schema)));
    }
    return faults.isEmpty() ? List.of(new Fault(0, String.valueOf(e.getMessage()))) : faults;
  }

  private static String words(CelIssue issue, Schema schema) {
    String message = issue.getMessage();
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      Set<String> known = new HashSet<>(Set.of(Occurrence.NOW, Occurrence.PROPERTIES));
      schema.fields().forEach(field -> known.add(field.name()));
      return "events of %s have no '%s'%s"
          .formatted(schema.name(), name, Similar.hint(name, known));
    }
    int candidates = message.indexOf(" (candidates:");
    return candidates < 0 ? message : message.substring(0, candidates);
  }

  /** CEL tells lines from 1, and columns of code points from 0. */
  private static int position(String text, CelSourceLocation location) {
    int at = 0;
    for (int line = 1; line < location.getLine(); line++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        break;
      }
      at = end + 1;
    }
    int column = Math.max(0, location.getColumn());
    int rest = text.codePointCount(at, text.length());
    return text.offsetByCodePoints(at, Math.min(column, rest));
  }

  /** Whether a column of this type is null where it has no value. */
  static boolean isNullable(FieldType type) {
    return type != FieldType.STRING && type != FieldType.JSON;
  }
}
