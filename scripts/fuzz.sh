#!/usr/bin/env bash
# ./oceanus fuzz [--seconds N] [TARGET]...
# Lets Jazzer look for inputs that break what reads bytes of strangers, two targets at a time. A target is a class named
# *FuzzTest. Ends with 1 if one was broken; what broke it is then a file below target/fuzz, with the words to keep it.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

seconds=60
wanted=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --seconds)
      [[ ${2:-} =~ ^[1-9][0-9]{0,4}$ ]] || die 64 "--seconds must be a number from 1 to 99999, found '${2:-}'"
      seconds=$2
      shift 2
      ;;
    -*) die 64 "fuzz has no option '$1'" ;;
    *)
      wanted+=("$1")
      shift
      ;;
  esac
done

sources=()
while IFS= read -r source; do
  name=$(basename "$source" .java)
  if [[ ${#wanted[@]} -eq 0 || " ${wanted[*]} " == *" $name "* ]]; then
    sources+=("$source")
  fi
done < <(find "$root"/*/src/test/java -name '*FuzzTest.java' | sort)
[[ ${#sources[@]} -gt 0 ]] || die 64 "found no target${wanted[*]:+ named ${wanted[*]}}; they are classes *FuzzTest in src/test/java"

find_jdk
findings=$root/target/fuzz
mkdir -p "$findings"

# Prints the module of a source.
module_of() {
  local path=${1#"$root"/}
  printf '%s' "${path%%/*}"
}

modules=$(for source in "${sources[@]}"; do
  module_of "$source"
  echo
done | sort -u)
for module in $modules; do
  say "Compiling $module"
  maven -ntp -q -Dquick -pl "$module" -am test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$findings/$module.classpath" >"$findings/build.log" 2>&1 ||
    die 70 "the build failed; its output is in $findings/build.log"
done

# Runs one target in a folder of its own.
fuzz() {
  local source=$1
  local module name class folder inputs corpus
  module=$(module_of "$source")
  name=$(basename "$source" .java)
  class=${source#"$root/$module/src/test/java/"}
  class=${class%.java}
  inputs=$root/$module/src/test/resources/${class}Inputs
  folder=$findings/$name
  corpus=("$folder/corpus")
  [[ ! -d $inputs ]] || corpus+=("$inputs")
  mkdir -p "$folder/corpus"
  cd "$folder"
  # Jazzer loads its agent into the running JVM.
  "$JAVA_HOME/bin/java" "${java_flags[@]}" -XX:+EnableDynamicAgentLoading -XX:+UseSerialGC -Xmx768m \
    -cp "$root/$module/target/quick/test-classes:$root/$module/target/quick/classes:$(cat "$findings/$module.classpath")" \
    com.code_intelligence.jazzer.Jazzer "--target_class=${class//\//.}" '--instrumentation_includes=dev.oceanus.**' \
    "-max_total_time=$seconds" -print_final_stats=1 -rss_limit_mb=0 "${corpus[@]}" >"$folder/log" 2>&1
}

# Says what came of a target; fails if it was broken.
report() {
  local name folder runs
  name=$(basename "$1" .java)
  folder=$findings/$name
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/log" | head -n 1)
  if [[ $2 -eq 0 && -n $runs ]]; then
    printf '%-24s %12s executions, no finding\n' "$name" "$runs"
    return 0
  fi
  printf '%-24s %12s executions, BROKEN: see %s\n' "$name" "${runs:-0}" "$folder/log"
  find "$folder" -maxdepth 1 -name 'crash-*' -o -maxdepth 1 -name 'timeout-*' | while IFS= read -r finding; do
    printf '  %s: copy it to %s\n' "$finding" \
      "${1/src\/test\/java/src/test/resources}" | sed 's/\.java$/Inputs\//'
  done
  return 1
}

status=0
for ((i = 0; i < ${#sources[@]}; i += 2)); do
  pair=("${sources[@]:i:2}")
  processes=()
  for source in "${pair[@]}"; do
    (fuzz "$source") &
    processes+=($!)
  done
  for ((j = 0; j < ${#pair[@]}; j++)); do
    code=0
    wait "${processes[j]}" || code=$?
    report "${pair[j]}" "$code" || status=1
  done
done
exit "$status"
