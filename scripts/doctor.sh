#!/usr/bin/env bash
# ./oceanus doctor [--data DIR] [--timeout SECONDS] [--format text|json] URL|FILE.har
# Says why events of a page do or do not arrive.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m "-Doceanus.data=$root/.oceanus")
exec_java local doctor "$@"
