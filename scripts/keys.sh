#!/usr/bin/env bash
# ./oceanus keys [new|signing|check] [--label NAME] [--data DIR]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m "-Doceanus.data=$root/.oceanus")
exec_java local keys "$@"
