#!/usr/bin/env bash
# ./oceanus bench [--out FILE.json] [--rounds N] [--seconds S] [--quick] [--only start,collector,loader,relay,rules,messages,slow] [--data DIR]
# Measures collector, loader and notifier, the collector beside nginx on the same machine. Linux only.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[[ $(uname -s) == Linux ]] || die 69 "bench reads /proc, so it needs Linux; this is $(uname -s)"
bench_tools || die 69 "bench needs nginx, wrk and redis-server"
if [[ " $* " == *slow* ]] && ! command -v slowhttptest >/dev/null; then
  apt_install slowhttptest || die 69 "--only slow needs slowhttptest"
fi
if [[ " $* " != *--only* || " $* " == *messages* ]]; then
  pubsub_emulator || say "oceanus: no Pub/Sub emulator here; messages fall back on a container, or fail"
fi

# A run's files must be on a real disk, which /tmp often is not; the folder's parent is ignored by git.
mkdir -p "$root/target/bench"
java_options=("-Djava.io.tmpdir=$root/target/bench" -XX:+UseSerialGC -Xmx256m)
exec_java bench --data "$root/target/bench" "$@"
