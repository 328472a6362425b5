@NullMarked
package dev.oceanus.fakebigquery.write;

import org.jspecify.annotations.NullMarked;
