package dev.oceanus.notifier.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.oceanus.notifier.rules.Conditions.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tries the patterns that a condition spells out, which CEL itself reads only when it meets them.
 */
final class CelPatterns {
  private final CelRuntime runtime;
  private final CelCompiler compiler;

  CelPatterns(CelRuntime runtime, CelCompiler compiler) {
    this.runtime = runtime;
    this.compiler = compiler;
  }

  /** What is wrong with the patterns of this condition. */
  List<Fault> faults(CelAbstractSyntaxTree tree) {
    List<Fault> faults = new ArrayList<>();
    spelt(tree)
        .forEach(
            pattern ->
                fault(pattern.constant().stringValue())
                    .ifPresent(rule -> faults.add(new Fault(position(tree, pattern), rule))));
    return faults;
  }

  /** The patterns that this condition spells out. */
  List<String> of(CelAbstractSyntaxTree tree) {
    return spelt(tree).map(pattern -> pattern.constant().stringValue()).toList();
  }

  private static Stream<CelExpr> spelt(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(CelPatterns::isMatch)
        .map(match -> match.call().args().getLast());
  }

  private static boolean isMatch(CelExpr node) {
    return node.getKind() == ExprKind.Kind.CALL
        && node.call().function().equals(CelMatches.FUNCTION)
        && node.call().args().getLast().getKind() == ExprKind.Kind.CONSTANT
        && node.call().args().getLast().constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private Optional<String> fault(String pattern) {
    try {
      String literal = pattern.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
      Object unused =
          runtime.createProgram(compiler.compile("''.matches('" + literal + "')").getAst()).eval();
      return Optional.empty();
    } catch (CelValidationException | CelEvaluationException e) {
      String message = String.valueOf(e.getMessage());
      int start = message.indexOf("error parsing regexp");
      return Optional.of(
          start < 0 ? "matches() cannot use this pattern" : message.substring(start));
    }
  }

  private static int position(CelAbstractSyntaxTree tree, CelExpr node) {
    Integer position = tree.getSource().getPositionsMap().get(node.id());
    String text = tree.getSource().getContent().toString();
    return position == null
        ? 0
        : text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
  }
}
