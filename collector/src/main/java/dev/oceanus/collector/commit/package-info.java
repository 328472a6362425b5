/** Group commit: many requests share one durable write, and each is answered by its outcome. */
@NullMarked
package dev.oceanus.collector.commit;

import org.jspecify.annotations.NullMarked;
