-- Each event once: of those that a page sent more than once, under one event_id, the first received.
WITH repeated AS (
  SELECT event_id, ARRAY_AGG(_entry ORDER BY received_at, _entry LIMIT 1)[OFFSET(0)] AS first_entry
  FROM {table}
  GROUP BY event_id
  HAVING COUNT(*) > 1
)
SELECT events.*
FROM {table} AS events
LEFT JOIN repeated ON repeated.event_id = events.event_id
WHERE repeated.event_id IS NULL OR events._entry = repeated.first_entry
