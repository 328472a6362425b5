#!/usr/bin/env bash
# ./oceanus tail [--data DIR] [--site NAME] [--format text|json]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m "-Doceanus.data=$root/.oceanus")
exec_java local tail "$@"
