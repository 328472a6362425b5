/** What facts mean for who put the tag on a page, and what to do. */
@NullMarked
package dev.oceanus.local.doctor.check;

import org.jspecify.annotations.NullMarked;
