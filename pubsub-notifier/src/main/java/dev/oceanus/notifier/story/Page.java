package dev.oceanus.notifier.story;

import java.time.Instant;

/**
 * What a visitor did, as a story or a history tells it.
 *
 * @param at when it was received
 * @param name of the event, empty where its schema has none
 * @param url of the page, or empty
 * @param title of the page, or empty
 */
public record Page(Instant at, String name, String url, String title) {}
