package dev.oceanus.notifier.sheets;

import java.io.IOException;

/** What proves to Google who calls. */
interface Tokens {
  /**
   * A token that is valid now.
   *
   * @throws IOException if Google gives none
   */
  String bearer() throws IOException;

  /** Forgets the one it has, which was refused. */
  void renew();
}
