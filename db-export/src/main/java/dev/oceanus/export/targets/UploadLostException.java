package dev.oceanus.export.targets;

/** The target has forgotten what was written of a file; it has to be written from its beginning. */
public final class UploadLostException extends TargetException {
  private static final long serialVersionUID = 1L;

  public UploadLostException(String message) {
    super(message, null);
  }
}
