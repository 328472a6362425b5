-- Rows of the fixture beside its visits. What is older than the queries' days must not be counted.
INSERT INTO refused (refused_at, site, route, reason, field, detail, raw, ip, user_agent) VALUES
  ('2026-03-01 10:00:00', 'demo', '/v1/events', 'missing', 'evt', 'is required', '{"url":"/","tv":"0.0.9"}', '198.51.100.13', 'Mozilla/5.0'),
  ('2026-03-07 10:00:00', 'demo', '/v1/events', 'missing', 'evt', 'is required', '{"url":"/","tv":"0.0.9"}', '198.51.100.13', 'Mozilla/5.0'),
  ('2026-03-07 10:01:00', 'demo', '/v1/events', 'missing', 'evt', 'is required', '{"tv": "0.0.9"}', '198.51.100.13', 'Mozilla/5.0'),
  ('2026-03-08 10:01:00', 'demo', '/v1/events', 'missing', 'evt', 'is required', '{"url":"/","tv":"0.0.9","vid":"x"}', '198.51.100.13', 'Mozilla/5.0'),
  ('2026-03-09 10:01:00', 'demo', '/v1/pixel', 'missing', 'evt', 'is required', 'url=%2F&tv=0.1.0', '198.51.100.14', 'Mozilla/5.0'),
  ('2026-03-10 12:00:00', 'demo', '/v1/events', 'not_json', NULL, 'a string is not closed', '[{"evt":"page_vi', '198.51.100.15', 'curl/8.5.0'),
  ('2026-03-11 12:00:00', 'demo', '/v1/events', 'too_large', NULL, 'at most 262144 bytes', NULL, '198.51.100.15', 'curl/8.5.0'),
  ('2026-03-11 12:30:00', 'other', '/v1/events', 'missing', 'evt', 'is required', '{"tv":"0.1.0"}', '198.51.100.16', 'Mozilla/5.0');

INSERT INTO dead_letters (dead_at, lane, entry, batch, reason, field, detail, event) VALUES
  ('2026-01-02 00:00:00', 'events_demo', 'events_demo:0:1-0', 'aa-1', 'unreadable', NULL, 'no JSON', 'x'),
  ('2026-03-10 04:00:00', 'events_demo', 'events_demo:0:2-0', 'aa-7', 'rejected', 'properties', 'too long', '{}'),
  ('2026-03-10 04:00:02', 'events_demo', 'events_demo:0:3-0', 'aa-7', 'rejected', 'properties', 'too long', '{}'),
  ('2026-03-11 05:00:00', 'log_legacy', 'log_legacy:0:4-0', 'bb-2', 'unreadable', NULL, 'no JSON', 'y');

INSERT INTO log_legacy (dt, oid, sid, rad, evt, url, dev) VALUES
  ('2026-03-01 08:00:00.000000', 'o', 'a1', '198.51.100.1', 'pv', 'https://shop.example/', 'pc'),
  ('2026-03-10 08:00:00.000000', 'o', 'a1', '198.51.100.1', 'pv', 'https://shop.example/', 'pc'),
  ('2026-03-10 08:00:05.000000', 'o', 'a1', '198.51.100.1', 'pv', 'https://shop.example/mug', 'pc'),
  ('2026-03-10 23:59:59.999999', 'o', 'a2', '198.51.100.2', 'pv', 'https://shop.example/', NULL),
  ('2026-03-11 00:00:00.000000', 'o', 'a2', '198.51.100.2', 'pv', 'https://shop.example/', 'mobile'),
  ('2026-03-11 01:00:00.000000', 'o', 'b1', '198.51.100.3', 'pv', 'https://shop.example/', 'bot');
