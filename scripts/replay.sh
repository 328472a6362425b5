#!/usr/bin/env bash
# ./oceanus replay --reason R [--from refused|dead-letters] [--site NAME] [--since T] [--limit N] [--to URL] [--rate N]
#                  [--key-file FILE] [--data DIR] [--dry-run]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m "-Doceanus.data=$root/.oceanus")
exec_java local replay "$@"
