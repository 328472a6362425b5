#!/usr/bin/env bash
# ./oceanus tables plan|apply [--json] [--site NAME] [--table NAME], or ./oceanus tables watch
# Plans or makes the tables and views of the warehouse that OCEANUS_WAREHOUSE names, else those of .oceanus/.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m "-Doceanus.data=$root/.oceanus")
exec_java table-creator "$@"
