/** Settings from the environment, checked together and reported together. */
@NullMarked
package dev.oceanus.common.config;

import org.jspecify.annotations.NullMarked;
