/** What policies let through, by the words of their specification. */
@NullMarked
package dev.oceanus.local.doctor.policy;

import org.jspecify.annotations.NullMarked;
