/** Runs one process: what every service has around its own components. */
@NullMarked
package dev.oceanus.common.service;

import org.jspecify.annotations.NullMarked;
