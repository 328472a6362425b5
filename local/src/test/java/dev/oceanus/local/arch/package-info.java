/** The borders between modules, packages and technologies, checked on the compiled classes. */
@NullMarked
package dev.oceanus.local.arch;

import org.jspecify.annotations.NullMarked;
