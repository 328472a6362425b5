#!/usr/bin/env bash
# ./oceanus tables plan|apply [--data DIR] [--json] [--site NAME] [--table NAME], ./oceanus tables plan|apply --pubsub, or ./oceanus tables watch [--data DIR]
# Plans or makes the tables and views of the warehouse that OCEANUS_WAREHOUSE names, else those of a data folder.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

data=$root/.oceanus
arguments=()
while [[ $# -gt 0 ]]; do
  if [[ $1 == --data ]]; then
    [[ $# -gt 1 ]] || die 64 "tables: --data needs a folder"
    data=$2
    shift
  else
    arguments+=("$1")
  fi
  shift
done
[[ $data == /* ]] || data=$PWD/$data

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m "-Doceanus.data=$data")
exec_java table-creator ${arguments[@]+"${arguments[@]}"}
