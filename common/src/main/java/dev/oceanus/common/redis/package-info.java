/**
 * The stream's ports on a real Redis or Redis Cluster; the only package of common that knows Jedis.
 */
@NullMarked
package dev.oceanus.common.redis;

import org.jspecify.annotations.NullMarked;
