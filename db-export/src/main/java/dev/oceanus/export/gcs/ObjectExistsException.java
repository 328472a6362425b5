package dev.oceanus.export.gcs;

import dev.oceanus.export.targets.TargetException;

/** There is an object of this name already, which was to be made. */
final class ObjectExistsException extends TargetException {
  private static final long serialVersionUID = 1L;

  ObjectExistsException(String message) {
    super(message, null);
  }
}
