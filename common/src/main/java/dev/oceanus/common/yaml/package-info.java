/** YAML files that people write, read into nodes that know their lines, with every fault named. */
@NullMarked
package dev.oceanus.common.yaml;

import org.jspecify.annotations.NullMarked;
