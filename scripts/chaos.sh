#!/usr/bin/env bash
# ./oceanus chaos [--kills N] [--seed S] ...
# Kills collectors, loaders and Redis under load, and says whether an event was lost or doubled.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [[ -z ${OCEANUS_TEST_REDIS_SERVER:-} ]] && ! command -v redis-server >/dev/null; then
  apt_install redis-server || die 69 "chaos needs a redis-server on the path, or named by OCEANUS_TEST_REDIS_SERVER"
fi
if [[ " $* " == *--live* || " $* " == *--pubsub-away* ]]; then
  pubsub_emulator || say "oceanus: no Pub/Sub emulator here; chaos falls back on a container, or fails"
fi
if [[ " $* " == *" --balanced "* ]]; then
  install_tools haproxy || die 69 "--balanced needs haproxy"
fi
exec_java chaos "$@"
