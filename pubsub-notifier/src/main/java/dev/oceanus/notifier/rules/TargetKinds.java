package dev.oceanus.notifier.rules;

import java.util.Optional;
import java.util.Set;

/** The targets that actions may name. */
public interface TargetKinds {
  /** Their names. */
  Set<String> names();

  /** What the target of this name takes; empty if there is none. */
  Optional<Takes> of(String target);
}
