/** Where a click may lead: URLs made harmless, hosts that a site lists, and signed links. */
@NullMarked
package dev.oceanus.collector.click;

import org.jspecify.annotations.NullMarked;
