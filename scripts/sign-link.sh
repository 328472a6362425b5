#!/usr/bin/env bash
# ./oceanus sign-link --site NAME [--key-file FILE] [--expires T] [--to URL] URL...|-
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m "-Doceanus.data=$root/.oceanus")
exec_java local sign-link "$@"
