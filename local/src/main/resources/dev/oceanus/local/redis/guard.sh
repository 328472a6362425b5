#!/usr/bin/env bash
# Runs Redis beside a process that may die at any instant: guard.sh COMMAND...
#
# Redis gets a process group of its own, so that Ctrl-C in a terminal ends the process first and Redis last. Standard
# input is a pipe from the process; when it closes, whichever way the process ended, Redis is told to end. Prints
# Redis' process id and ends with its exit code.
set -m
trap '' HUP INT TERM
exec 3<&0
"$@" </dev/null 3<&- &
redis=$!
echo "$redis"
exec 1>&-
{
  while read -r _; do :; done <&3
  kill -TERM "$redis"
} 2>/dev/null &
watch=$!
exec 3<&-
wait "$redis"
code=$?
kill -KILL -- "-$watch" 2>/dev/null
exit "$code"
