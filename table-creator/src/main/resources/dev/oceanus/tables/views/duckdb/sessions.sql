-- Visits, one row for each session and day (UTC); bots left out. Where there is no session_id, 30 minutes without an event end one.
{visits}
SELECT
  day, session_id, visitor, user_id, started_at, ended_at, duration_seconds, events, page_views,
  bounced, conversions, converted, entry_page, exit_page, channel, source, medium, campaign,
  referrer_domain, country, device_type, browser, os
FROM visited
