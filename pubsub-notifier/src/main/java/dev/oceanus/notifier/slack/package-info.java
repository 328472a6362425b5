/** Notices to Slack's channels, by incoming webhooks. */
@NullMarked
package dev.oceanus.notifier.slack;

import org.jspecify.annotations.NullMarked;
