/** Notices by e-mail. */
@NullMarked
package dev.oceanus.notifier.mail;

import org.jspecify.annotations.NullMarked;
