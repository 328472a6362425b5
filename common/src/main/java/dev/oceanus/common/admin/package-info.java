/** What a process answers its operators: health, metrics, and what it is. */
@NullMarked
package dev.oceanus.common.admin;

import org.jspecify.annotations.NullMarked;
