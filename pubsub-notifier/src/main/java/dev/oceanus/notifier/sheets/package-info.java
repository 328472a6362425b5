/** Notices as rows of Google Sheets; with Google's types here only. */
@NullMarked
package dev.oceanus.notifier.sheets;

import org.jspecify.annotations.NullMarked;
