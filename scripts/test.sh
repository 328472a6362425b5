#!/usr/bin/env bash
# ./oceanus test [--fast]
# All checks and tests; --fast leaves out those tagged slow or browser. Its last line counts them.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

fast=false
for argument in "$@"; do
  case $argument in
    --fast) fast=true ;;
    *) die 64 "test takes --fast and nothing else, found '$argument'" ;;
  esac
done

# Prints the sum of one attribute over all reports of the run.
count() {
  find "$root"/*/target -maxdepth 2 -path '*-reports/TEST-*.xml' -exec grep -h -m 1 -o '<testsuite .*' {} + |
    sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" |
    awk '{ sum += $1 } END { print sum + 0 }'
}

find_jdk

if [[ -z ${OCEANUS_TEST_REDIS_SERVER:-} ]] && ! command -v redis-server >/dev/null; then
  apt_install redis-server || say "oceanus: no redis-server here; tests fall back on a container, or fail"
fi
command -v kubectl >/dev/null || apt_install kubectl ||
  say "oceanus: no kubectl here; the tests of the manifests will fail (Google's package repository has it)"
install_tools shellcheck || say "oceanus: no shellcheck here; the test of k8s/gke/bootstrap.sh will fail"
pubsub_emulator || say "oceanus: no Pub/Sub emulator here; tests fall back on a container, or fail"
database_servers || say "oceanus: no PostgreSQL or MariaDB here; the tests of the nightly export will fail"
options=(-T 2) # two modules at a time: most tests wait for processes of their own
if [[ $fast == true ]]; then
  options+=("-DexcludedGroups=slow,browser")
else
  command -v chromium >/dev/null || apt_install chromium ||
    say "oceanus: no chromium here; the browser tests will fail"
  install_tools strace || say "oceanus: no strace here; the test of a slow disk will fail"
  smuggling_tools || say "oceanus: no haproxy or nginx here; the test of request smuggling will fail"
  command -v node >/dev/null || apt_install nodejs || say "oceanus: no node here; the test of the webhooks' samples will fail"
  install_tools python3 || say "oceanus: no python3 here; the test of the webhooks' samples will fail"
  bench_tools || say "oceanus: no nginx or wrk here; the test of the bench will fail"
fi

rm -rf "$root"/*/target/surefire-reports "$root"/*/target/failsafe-reports

status=0
maven -ntp -q spotless:check || {
  status=1
  say "oceanus: the format differs from google-java-format's; 'mvn spotless:apply' sets it right"
}
maven -ntp --fail-at-end -Dspotless.check.skip=true "${options[@]}" verify || status=1

tests=$(count tests)
skipped=$(count skipped)
failed=$(($(count failures) + $(count errors)))
passed=$((tests - failed - skipped))
if [[ $failed -gt 0 ]]; then
  status=1
elif [[ $passed -eq 0 ]]; then
  say "oceanus: not one test passed, which cannot be right"
  status=1
elif [[ $status -ne 0 ]]; then
  say "oceanus: the build failed apart from its tests; see above"
fi
echo # Maven ends with a colour code instead of a line's end
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
