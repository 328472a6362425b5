/** Database servers that tests run. */
@NullMarked
package dev.oceanus.export.server;

import org.jspecify.annotations.NullMarked;
