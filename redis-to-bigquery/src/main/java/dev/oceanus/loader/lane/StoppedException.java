package dev.oceanus.loader.lane;

/** Going on could lose or repeat events: the lane stops until a person has looked. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(String why) {
    super(why);
  }
}
