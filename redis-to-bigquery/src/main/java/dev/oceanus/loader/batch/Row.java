package dev.oceanus.loader.batch;

import dev.oceanus.common.event.Event;

/**
 * An entry as a row of its table.
 *
 * @param entry where it comes from
 * @param event its values
 */
public record Row(EntryRef entry, Event event) {}
