#!/usr/bin/env bash
# ./oceanus export
# Exports the database that OCEANUS_DB_URL names, as the nightly job does; docs/db-export.md has its settings.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export OCEANUS_LOG_FORMAT=${OCEANUS_LOG_FORMAT:-text}
java_options=(-XX:+UseSerialGC -Xmx150m)
exec_java db-export "$@"
