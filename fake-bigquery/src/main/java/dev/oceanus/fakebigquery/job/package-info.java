/** Jobs from insertion to DONE. */
@NullMarked
package dev.oceanus.fakebigquery.job;

import org.jspecify.annotations.NullMarked;
