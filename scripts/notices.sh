#!/usr/bin/env bash
# ./oceanus notices [dead|replay] [--target NAME] [--rule NAME] [--id ID] [--limit N] [--data DIR]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m "-Doceanus.data=$root/.oceanus")
exec_java local notices "$@"
