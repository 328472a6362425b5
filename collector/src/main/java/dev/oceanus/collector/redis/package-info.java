/** The collector's way to Redis. Only this package of the collector touches Jedis' types. */
@NullMarked
package dev.oceanus.collector.redis;

import org.jspecify.annotations.NullMarked;
