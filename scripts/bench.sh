#!/usr/bin/env bash
# ./oceanus bench [--out FILE.json] [--rounds N] [--seconds S] [--quick] [--only start,collector,loader] [--data DIR]
# Measures collector and loader, beside nginx on the same machine. Linux only.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[[ $(uname -s) == Linux ]] || die 69 "bench reads /proc, so it needs Linux; this is $(uname -s)"

# nginx is in a folder that not every user has on the path.
PATH=$PATH:/usr/sbin:/sbin
packages=()
command -v nginx >/dev/null || packages+=(nginx-light)
command -v wrk >/dev/null || packages+=(wrk)
command -v redis-server >/dev/null || packages+=(redis-server)
if [[ ${#packages[@]} -gt 0 ]]; then
  apt_install "${packages[@]}" || die 69 "bench needs nginx, wrk and redis-server"
fi

# The files of a run must be on a real disk, which /tmp often is not.
mkdir -p "$root/target/bench"
java_options=("-Djava.io.tmpdir=$root/target/bench" -Xmx256m -XX:+UseSerialGC)
exec_java bench --data "$root/target/bench" "$@"
