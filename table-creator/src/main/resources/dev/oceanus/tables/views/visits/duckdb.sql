-- What the views sessions and sources begin with: bots left out, events cut into visits, and each visit with where it came from.
WITH events AS (
  SELECT
    CAST(received_at AS DATE) AS day,
    COALESCE(visitor_id, user_id, ip, 'unknown') AS visitor,
    session_id,
    received_at,
    CASE
      WHEN occurred_at BETWEEN received_at - INTERVAL 1 HOUR AND received_at + INTERVAL 1 MINUTE THEN occurred_at
      ELSE received_at
    END AS happened_at,
    _entry,
    event_id,
    event_name,
    visitor_id,
    REGEXP_REPLACE(REGEXP_REPLACE(LOWER(page_url), '^[a-z-]+://(www\.)?', ''), '[/?#:].*$', '') AS host,
    REGEXP_REPLACE(REGEXP_REPLACE(LOWER(referrer), '^[a-z-]+://(www\.)?', ''), '[/?#:].*$', '') AS referrer_host,
    NULLIF(utm_source, '') AS utm_source,
    NULLIF(utm_medium, '') AS utm_medium,
    NULLIF(utm_campaign, '') AS utm_campaign,
    click_id,
    user_id,
    country,
    device_type,
    browser,
    os,
    COALESCE(NULLIF(REGEXP_REPLACE(REGEXP_REPLACE(page_url, '[?#].*$', ''), '^[A-Za-z-]+://[^/]*', ''), ''), CASE WHEN page_url IS NOT NULL THEN '/' END) AS page,
    page_url
  FROM {table}
  WHERE bot IS NULL
),
pauses AS (
  SELECT *, CASE WHEN date_diff('second', LAG(happened_at) OVER visit, happened_at) <= 1800 THEN 0 ELSE 1 END AS begins
  FROM events
  WINDOW visit AS (PARTITION BY day, visitor, session_id ORDER BY happened_at, received_at, _entry)
),
visits AS (
  SELECT
    *,
    COALESCE(session_id, CONCAT(visitor, '~', CAST(SUM(begins) OVER visit AS VARCHAR))) AS visit_id,
    CASE WHEN event_name = 'page_view' THEN 0 WHEN page_url IS NULL THEN 2 ELSE 1 END AS page_rank
  FROM pauses
  WINDOW visit AS (PARTITION BY day, visitor, session_id ORDER BY happened_at, received_at, _entry)
),
ordered AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY day, visit_id ORDER BY page_rank, happened_at, received_at, _entry) AS from_start,
    ROW_NUMBER() OVER (
      PARTITION BY day, visit_id ORDER BY page_rank, happened_at DESC, received_at DESC, _entry DESC) AS from_end
  FROM visits
),
grouped AS (
  SELECT
    day,
    visit_id AS session_id,
    COALESCE(MAX(visitor_id), MAX(visitor)) AS visitor,
    MAX(user_id) AS user_id,
    MIN(received_at) AS started_at,
    MAX(received_at) AS ended_at,
    date_diff('second', MIN(received_at), MAX(received_at)) AS duration_seconds,
    COUNT(DISTINCT event_id) AS events,
    COUNT(DISTINCT CASE WHEN event_name = 'page_view' THEN event_id END) AS page_views,
    MAX(CASE WHEN from_start = 1 THEN page END) AS entry_page,
    MAX(CASE WHEN from_end = 1 THEN page END) AS exit_page,
    MAX(CASE WHEN from_start = 1 THEN host END) AS host,
    MAX(CASE WHEN from_start = 1 AND referrer_host <> COALESCE(host, '') THEN NULLIF(referrer_host, '') END) AS referrer_domain,
    MAX(CASE WHEN from_start = 1 THEN utm_source END) AS utm_source,
    MAX(CASE WHEN from_start = 1 THEN LOWER(utm_medium) END) AS utm_medium,
    MAX(CASE WHEN from_start = 1 THEN utm_campaign END) AS campaign,
    MAX(CASE WHEN from_start = 1 THEN REGEXP_REPLACE(click_id, '=.*$', '') END) AS click_name,
    MAX(country) AS country,
    MAX(device_type) AS device_type,
    MAX(browser) AS browser,
    MAX(os) AS os,
    COUNT(DISTINCT CASE WHEN event_name IN ('order', 'purchase') THEN event_id END) AS conversions
  FROM ordered
  GROUP BY day, visit_id
),
named AS (
  SELECT
    *,
    COALESCE(utm_source, CASE WHEN click_name IN ('gclid', 'gbraid', 'wbraid') THEN 'google' ELSE click_name END,
      referrer_domain, '(direct)') AS source,
    CASE
      WHEN utm_source IS NOT NULL THEN LOWER(utm_source)
      ELSE COALESCE(referrer_domain, '')
    END AS known_by
  FROM grouped
),
classed AS (
  SELECT
    *,
    CASE
      WHEN click_name IS NOT NULL
        OR regexp_matches(COALESCE(utm_medium, ''), '^(cpc|cpm|cpv|ppc|paid.*|.*paid|display|banner|affiliate)$') THEN 'paid'
      WHEN regexp_matches(COALESCE(utm_medium, ''), '^(e-?mail|newsletter)$')
        OR regexp_matches(known_by, '^(mail|webmail|outlook)\.|^com\.google\.android\.gm$|^newsletter') THEN 'email'
      WHEN COALESCE(utm_medium, '') = 'organic'
        OR regexp_matches(known_by, '(^|\.)(google|bing|yahoo|duckduckgo|ecosia|startpage|qwant|yandex|baidu|naver|daum|seznam|sogou|brave)(\.((com|co)\.)?[a-z]{2,3})?$|^com\.google\.android\.googlequicksearchbox$') THEN 'search'
      WHEN regexp_matches(COALESCE(utm_medium, ''), '^social')
        OR regexp_matches(known_by, '(^|\.)(facebook|instagram|threads|twitter|x|linkedin|pinterest|reddit|youtube|tiktok|weibo|vk|tumblr|whatsapp)(\.(com|net))?$|(^|\.)(t\.co|t\.me|lnkd\.in|fb\.me|youtu\.be|bsky\.app|mastodon\.social|line\.me|news\.ycombinator\.com)$') THEN 'social'
      WHEN source = '(direct)' THEN 'direct'
      ELSE 'other'
    END AS channel
  FROM named
),
visited AS (
  SELECT
    day, session_id, visitor, user_id, started_at, ended_at, duration_seconds, events, page_views,
    events = 1 AS bounced,
    conversions,
    conversions > 0 AS converted,
    entry_page, exit_page, channel, source,
    COALESCE(utm_medium, CASE channel
      WHEN 'paid' THEN 'cpc' WHEN 'direct' THEN '(none)' WHEN 'search' THEN 'organic' WHEN 'other' THEN 'referral'
      ELSE channel END) AS medium,
    campaign, referrer_domain, country, device_type, browser, os
  FROM classed
)
