/** What each check makes of facts. */
@NullMarked
package dev.oceanus.local.doctor.check;

import org.jspecify.annotations.NullMarked;
