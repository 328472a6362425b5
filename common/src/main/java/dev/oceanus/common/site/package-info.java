/** The sites that events are taken for, read from {@code sites.yaml}. */
@NullMarked
package dev.oceanus.common.site;

import org.jspecify.annotations.NullMarked;
