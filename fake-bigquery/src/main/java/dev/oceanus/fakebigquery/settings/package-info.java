/** What can be set while it runs. */
@NullMarked
package dev.oceanus.fakebigquery.settings;

import org.jspecify.annotations.NullMarked;
