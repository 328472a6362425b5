-- The way to an order for each day (UTC): sessions, and how many of them reached each step; bots left out.
WITH steps AS (
  SELECT
    CAST(received_at AS DATE) AS day,
    COALESCE(session_id, visitor_id, user_id, ip, 'unknown') AS session,
    MAX(CASE WHEN event_name = 'page_view' THEN 1 ELSE 0 END) AS viewed_page,
    MAX(CASE WHEN event_name = 'view_item' THEN 1 ELSE 0 END) AS viewed_item,
    MAX(CASE WHEN event_name = 'add_to_cart' THEN 1 ELSE 0 END) AS added_to_cart,
    MAX(CASE WHEN event_name = 'begin_checkout' THEN 1 ELSE 0 END) AS began_checkout,
    MAX(CASE WHEN event_name IN ('order', 'purchase') THEN 1 ELSE 0 END) AS ordered
  FROM {table}
  WHERE bot IS NULL
  GROUP BY 1, 2
)
SELECT
  day,
  COUNT(*) AS sessions,
  SUM(viewed_page) AS viewed_page,
  SUM(viewed_item) AS viewed_item,
  SUM(added_to_cart) AS added_to_cart,
  SUM(began_checkout) AS began_checkout,
  SUM(ordered) AS ordered
FROM steps
GROUP BY day
