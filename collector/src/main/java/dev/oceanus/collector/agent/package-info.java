/** What a User-Agent header says about device, browser and operating system. */
@NullMarked
package dev.oceanus.collector.agent;

import org.jspecify.annotations.NullMarked;
