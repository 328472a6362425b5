/** Programs of ours as processes of their own: started, watched, signalled and ended by tests. */
@NullMarked
package dev.oceanus.testkit.process;

import org.jspecify.annotations.NullMarked;
