-- Page views for each day (UTC) and path: views, visitors and sessions; bots left out.
SELECT
  DATE(received_at) AS day,
  COALESCE(NULLIF(REGEXP_REPLACE(REGEXP_REPLACE(page_url, r'[?#].*$', ''), r'^[A-Za-z-]+://[^/]*', ''), ''), CASE WHEN page_url IS NOT NULL THEN '/' END) AS page,
  COUNT(DISTINCT event_id) AS views,
  COUNT(DISTINCT COALESCE(visitor_id, user_id, ip, 'unknown')) AS visitors,
  COUNT(DISTINCT COALESCE(session_id, visitor_id, user_id, ip, 'unknown')) AS sessions
FROM {table}
WHERE event_name = 'page_view' AND bot IS NULL
GROUP BY 1, 2
