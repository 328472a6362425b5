@NullMarked
package dev.oceanus.testkit.pubsub;

import org.jspecify.annotations.NullMarked;
