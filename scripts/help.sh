#!/usr/bin/env bash
# ./oceanus help
set -euo pipefail

cat <<'TEXT'
usage: ./oceanus COMMAND [OPTION]...

  up       start collector, loader, Redis and a DuckDB warehouse in one process, with a demo page
             --port N      port of the collector, 8080 if not given
             --data DIR    folder of everything that is kept, .oceanus/ in the checkout if not given
  query    ask the warehouse: ./oceanus query "SELECT event_name, count(*) FROM events_demo GROUP BY 1"
             --data DIR    folder of the warehouse, as for up
             --format F    table, csv or json
  tail     show events as they arrive, and refusals with their reasons
             --data DIR    as for up
             --site NAME   of this site only
             --format F    text or json
  test     run all checks and tests
             --fast        under three minutes: without browser and kill campaign
  bench    measure collector and loader, beside nginx on the same machine
             --out FILE    write the numbers as JSON as well
             --only PARTS  some of start,collector,loader
             --quick       all in short, to try it
  chaos    kill processes at random and prove that no event was lost or doubled
             --kills N     how many
             --seed S      the same events and choices again
             --fail-points break at each named place; --pauses N and --rolls N stop and replace processes
  help     this text

All that is needed is a JDK from 21 on and Maven. The first start builds; later ones do so only after a change.
TEXT
