#!/usr/bin/env bash
# ./oceanus help [COMMAND]
set -euo pipefail

# Prints what is said of one command, or all.
part() {
  awk -v command="$1" '
    command == "" { print; next }
    /^  [a-z]/ { wanted = $1 == command }
    /^$/ { wanted = 0 }
    wanted { print; found = 1 }
    END { exit command != "" && !found }
  '
}

part "${1:-}" <<'TEXT' || {
usage: ./oceanus COMMAND [OPTION]...

  up       start collector, loader, notifier, Redis and a DuckDB warehouse in one process, with a demo page
             --port N      port of the collector, 8080 if not given
             --data DIR    folder of everything that is kept, .oceanus/ in the checkout if not given
             SLACK_WEBHOOK_URL, or SMTP_HOST with MAIL_FROM and MAIL_TO, in the environment: really send what its
             rules.yaml says, instead of showing it
  query    ask the warehouse: ./oceanus query "SELECT event_name, count(*) FROM events_demo GROUP BY 1"
             -             in place of the query: read it from standard input
             --data DIR    folder of the warehouse, as for up
             --format F    table, csv or json
  tail     show events as they arrive, and refusals with their reasons
             --data DIR    as for up
             --site NAME   of this site only
             --format F    text or json
  doctor   say why events of a page do or do not arrive: ./oceanus doctor https://shop.example/
             FILE.har      in place of the URL: a network log that any browser's developer tools saved
             --data DIR    data folder of the collector, whose sites and rows are then looked at too; that of an 'up' which
                           runs here is found, and OCEANUS_SITES_FILE and OCEANUS_WAREHOUSE=bigquery name others
             --timeout S   seconds for the page, and then for the row of its event, 30 if not given
             --format F    text or json
             Loads the page in Chromium or Chrome, as any visitor, and sends nothing else. Ends with 0 if all is well,
             2 if there are problems, 1 if the page cannot be examined.
  replay   send refused events and dead letters through the collector again, once what was wrong is mended
             --reason R    those with this reason, as origin, wrong_type or unreadable; needed
             --from TABLE  refused or dead-letters; without it the one that knows the reason
             --site NAME   of this site only
             --since T     not before a day (2026-11-24), an instant (2026-11-24T08:15:00Z) or a time ago (12h, 7d)
             --limit N     most rows that are read, 100000 if not given
             --dry-run     send nothing, but say what would be accepted now
             --to URL      another collector than the one that runs here
             --rate N      most requests a second, 100 if not given
             --key-file F  file with a write key of the site, by which events of /v1/server are sent
             --data DIR    as for up; with OCEANUS_WAREHOUSE=bigquery rows are read from BigQuery instead
             Ends with 0 if all mended ones are stored, 2 if some are not yet, 1 if the warehouse cannot answer.
  tables   say what tables and views the site catalogue asks for, and make them
             plan          what would change; ends with 0 if nothing would, 2 if something, 1 in trouble
             apply         change it
             watch         apply it every 30 seconds
             --data DIR    as for up; with OCEANUS_WAREHOUSE=bigquery it is BigQuery instead
             --json        the answer as JSON, of plan and apply
             --site NAME   of this site only; --table NAME likewise
             --pubsub      topic and subscriptions of live events in place of tables, of plan and apply
  rules    say whether a rules file is right, and what its rules would have sent; sends nothing itself
             check FILE    ends with 65 and every fault with its line and column if it has some
             test FILE     hold the rules against the stored events, and show what each would have sent
             --since T     not before a day (2026-11-24), an instant or a time ago (12h, 7d), 7d if not given
             --rule NAME   this rule only
             --limit N     most events of each site that are read, 1000000 if not given
             --data DIR    as for up; with OCEANUS_WAREHOUSE=bigquery events are read from BigQuery instead
  notices  look after notices that no target has taken
             dead          list those that were given up, with the reason
             replay        put them back into their targets' queues
             --target NAME, --rule NAME, --id ID, --limit N  only those
             --data DIR    as for up, whose Redis is asked unless OCEANUS_REDIS_URL names another
  export   write tables and queries of a PostgreSQL, MariaDB or MySQL as files, and load them into BigQuery, once
             without options: OCEANUS_DB_URL, OCEANUS_EXPORTS_FILE and others say what, see docs/db-export.md
  keys     make secrets; each is printed once and kept nowhere
             new           a write key for /v1/server, and the line for sites.yaml with its hash; also without a word
             signing       a line for the file of OCEANUS_SIGNING_KEY_FILE
             check         say which sites the key on standard input opens; ends with 1 if none
             --label NAME  name of the write key in sites.yaml, backend if not given
             --data DIR    as for up, where check finds sites.yaml unless OCEANUS_SITES_FILE names it
  sign-link  sign links of /v1/click to any host: ./oceanus sign-link --site demo https://other.example/
             -             in place of URLs: read them from standard input, one a line, and print as many links
             --site NAME   that the links are for; needed
             --key-file F  file of signing keys, of which the first signs; else OCEANUS_SIGNING_KEY_FILE names it
             --expires T   a day (2026-11-24, its end in UTC), an instant, or a time from now (12h, 30d); never if not given
             --to URL      collector that the links lead through; without it they begin with the path
  test     run all checks and tests
             --fast        a few minutes: without browser and kill campaign
  fuzz     look for inputs that break what reads bytes of strangers
             --seconds N   for each target, 60 if not given; two run at a time
             TARGET        only those, as QueryFuzzTest
  bench    measure collector, loader and notifier, the collector beside nginx on the same machine
             --out FILE    write the numbers as JSON as well
             --only PARTS  some of start,collector,loader,relay,rules,messages,slow; slow clients only if named
             --quick       all in short, to try it
  chaos    kill processes at random and prove that no event was lost or doubled
             --kills N     how many
             --seed S      the same events and choices again
             --live        publish events to Pub/Sub's emulator too, and judge what a subscriber got; --pubsub-away 10m
             --fail-points break at each named place; --pauses N and --rolls N stop and replace processes
             --warehouse W duckdb, or a stand-in for BigQuery by load or stream; --troubles lets it go wrong
  help     this text; ./oceanus help COMMAND, or ./oceanus COMMAND --help, its part of one command

All that is needed is a JDK from 21 on and Maven. The first start builds; later ones do so only after a change.
TEXT
  echo "oceanus: no command '$1'; './oceanus help' lists them" >&2
  exit 64
}
