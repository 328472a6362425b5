/** One lane's way from lease to settled batch, in small stages. */
@NullMarked
package dev.oceanus.loader.lane;

import org.jspecify.annotations.NullMarked;
