package dev.oceanus.notifier.rules.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.rules.Condition;
import java.util.List;
import java.util.Optional;

/** A compiled condition. */
final class CelCondition implements Condition {
  private static final Optional<Object> NO_TEXT = Optional.of("");
  private static final Optional<Object> NULL = Optional.of(NullValue.NULL_VALUE);

  private final CelRuntime.Program program;
  private final Schema schema;
  private final List<String> needs;

  /**
   * @param needs properties without which it cannot be decided
   */
  CelCondition(CelRuntime.Program program, Schema schema, List<String> needs) {
    this.program = program;
    this.schema = schema;
    this.needs = needs;
  }

  @Override
  public boolean holds(Occurrence event) throws UndecidedException {
    for (String name : needs) {
      if (!event.properties().containsKey(name)) {
        throw new UndecidedException(CelErrorCode.ATTRIBUTE_NOT_FOUND.name());
      }
    }
    CelVariableResolver variables = name -> value(event, name);
    try {
      return Boolean.TRUE.equals(program.eval(variables));
    } catch (CelEvaluationException e) {
      throw new UndecidedException(e.getErrorCode().name(), e);
    }
  }

  private Optional<Object> value(Occurrence event, String name) {
    return switch (name) {
      case Occurrence.PROPERTIES -> Optional.of(event.properties());
      case Occurrence.NOW -> Optional.of(event.now());
      case Occurrence.SITE -> Optional.of(event.site());
      default -> column(event, name);
    };
  }

  private Optional<Object> column(Occurrence event, String name) {
    int index = schema.indexOf(name);
    if (index < 0) {
      return Optional.empty();
    }
    Object value = event.event().get(index);
    return value == null ? none(index) : Optional.of(value);
  }

  private Optional<Object> none(int index) {
    return CelConditions.isNullable(schema.field(index).type()) ? NULL : NO_TEXT;
  }
}
