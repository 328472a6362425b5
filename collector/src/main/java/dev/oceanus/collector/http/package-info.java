/** The Undertow adapter: routes, bodies and answers. Only this package touches Undertow's types. */
@NullMarked
package dev.oceanus.collector.http;

import org.jspecify.annotations.NullMarked;
