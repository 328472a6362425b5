-- Where visits came from, for each day (UTC): sessions, visitors, page views, bounces, conversions; bots left out.
{visits}
SELECT
  day, channel, source, medium, campaign,
  COUNT(*) AS sessions,
  COUNT(DISTINCT visitor) AS visitors,
  SUM(page_views) AS page_views,
  SUM(CASE WHEN bounced THEN 1 ELSE 0 END) AS bounces,
  SUM(conversions) AS conversions,
  SUM(CASE WHEN converted THEN 1 ELSE 0 END) AS converted_sessions
FROM visited
GROUP BY day, channel, source, medium, campaign
