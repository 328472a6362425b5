/** What a site leaves out of its events, decided and done before anything of them is encoded. */
@NullMarked
package dev.oceanus.collector.privacy;

import org.jspecify.annotations.NullMarked;
