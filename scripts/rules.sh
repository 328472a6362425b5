#!/usr/bin/env bash
# ./oceanus rules [check|test] [FILE] [--since T] [--limit N] [--rule NAME] [--data DIR]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m "-Doceanus.data=$root/.oceanus")
exec_java local rules "$@"
