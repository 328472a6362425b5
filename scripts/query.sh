#!/usr/bin/env bash
# ./oceanus query [--data DIR] [--format table|csv|json] "SQL"|-
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m "-Doceanus.data=$root/.oceanus")
exec_java local query "$@"
