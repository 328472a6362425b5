package dev.oceanus.notifier.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.oceanus.notifier.event.Occurrence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the properties without which a condition cannot be decided, whatever else an event has: CEL
 * says so too, but by exceptions that cost more than any condition. What stands behind {@code &&},
 * {@code ||} or {@code ? :} may not be asked for, so it is left to CEL.
 */
final class CelNeeds {
  private static final Set<String> LENIENT = Set.of("_&&_", "_||_", "@not_strictly_false");
  private static final String CONDITIONAL = "_?_:_";
  private static final String INDEX = "_[_]";

  private final Set<String> names = new LinkedHashSet<>();

  private CelNeeds() {}

  /** Names of those properties. */
  static List<String> of(CelAbstractSyntaxTree tree) {
    CelNeeds needs = new CelNeeds();
    needs.visit(tree.getExpr());
    return List.copyOf(needs.names);
  }

  private void visit(CelExpr node) {
    switch (node.getKind()) {
      case SELECT -> select(node.select());
      case CALL -> call(node.call());
      case LIST -> node.list().elements().forEach(this::visit);
      case COMPREHENSION -> visit(node.comprehension().iterRange());
      default -> {}
    }
  }

  private void select(CelExpr.CelSelect select) {
    if (select.testOnly()) {
      return;
    }
    if (isProperties(select.operand())) {
      names.add(select.field());
    } else {
      visit(select.operand());
    }
  }

  private void call(CelExpr.CelCall call) {
    if (LENIENT.contains(call.function())) {
      return;
    }
    if (call.function().equals(CONDITIONAL)) {
      visit(call.args().getFirst());
      return;
    }
    if (call.function().equals(INDEX) && isProperties(call.args().getFirst())) {
      CelExpr key = call.args().getLast();
      if (key.getKind() == ExprKind.Kind.CONSTANT
          && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
        names.add(key.constant().stringValue());
      }
    }
    call.target().ifPresent(this::visit);
    call.args().forEach(this::visit);
  }

  private static boolean isProperties(CelExpr node) {
    return node.getKind() == ExprKind.Kind.IDENT
        && node.ident().name().equals(Occurrence.PROPERTIES);
  }
}
