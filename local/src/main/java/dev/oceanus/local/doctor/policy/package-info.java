/** What a page's Content-Security-Policy lets through. */
@NullMarked
package dev.oceanus.local.doctor.policy;

import org.jspecify.annotations.NullMarked;
