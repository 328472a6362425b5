# shellcheck shell=bash
# What the commands share. Sourced, never run; written for bash from 3.2 on, which is macOS's.
#
#   root                the repository's folder
#   say TEXT            a line for the person at the terminal, on standard error
#   die CODE TEXT       the same as a last word
#   find_jdk            sets JAVA_HOME to a JDK from 21 on, and java_flags to what our JVMs start with
#   maven ARGUMENT...   Maven on that JDK, in the repository's folder
#   ensure_built MODULE builds a module's program unless it is newer than every source
#   exec_java MODULE ARGUMENT...  becomes that program, built if need be; java_options may hold JVM options
#   apt_install PACKAGE...        installs what is missing, where that can be done, and starts no service
#   bench_tools                   the same for what the bench runs beside our own programs
#   smuggling_tools               the same for the proxies that requests are smuggled through
#   database_servers              the same for PostgreSQL and MariaDB, which the export is tested against
#   pubsub_emulator               the same for Google's Pub/Sub emulator, which its own packages have
#
# Nothing here is exported under OCEANUS_*: those names are the programs' settings, and unknown ones are faults.

set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
least_java=21
java_flags=()
java_options=()

say() {
  printf '%s\n' "$*" >&2
}

die() {
  local code=$1
  shift
  say "oceanus: $*"
  exit "$code"
}

# Prints the major version of the JDK in a folder, nothing if there is no JDK.
jdk_version() {
  [[ -f $1/lib/modules && -x $1/bin/javac && -x $1/bin/java ]] || return 0
  local version
  version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release" 2>/dev/null) || true
  if [[ -z $version ]]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p') || true
  fi
  printf '%s' "$version"
}

# Prints the home of the java on the path, following links.
jdk_on_path() {
  local java
  java=$(command -v java) || return 0
  while [[ -L $java ]]; do
    local folder
    folder=$(cd -P "$(dirname "$java")" && pwd)
    java=$(readlink "$java")
    [[ $java == /* ]] || java=$folder/$java
  done
  (cd -P "$(dirname "$java")/.." && pwd)
}

find_jdk() {
  local home version best='' best_version=0
  for home in "${JAVA_HOME:-}" "$(jdk_on_path)"; do
    version=$(jdk_version "$home")
    if [[ -n $version && $version -ge $least_java ]]; then
      use_jdk "$home" "$version"
      return
    fi
  done
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    version=$(jdk_version "$home")
    if [[ -n $version && $version -gt $best_version ]]; then
      best=$home
      best_version=$version
    fi
  done
  [[ $best_version -ge $least_java ]] ||
    die 69 "found no JDK from $least_java on: not by JAVA_HOME (${JAVA_HOME:-unset}), on the path or in the usual folders." \
      "Install one (https://adoptium.net), or set JAVA_HOME."
  use_jdk "$best" "$best_version"
}

use_jdk() {
  export JAVA_HOME=$1
  java_flags=(--enable-native-access=ALL-UNNAMED)
  # Libraries below us still use it, and newer JDKs would print a warning at every start.
  [[ $2 -lt 23 ]] || java_flags+=(--sun-misc-unsafe-memory-access=allow)
}

maven() {
  command -v mvn >/dev/null || die 69 "found no Maven on the path. Install it (Debian: apt-get install maven; macOS: brew install maven)."
  [[ ${#java_flags[@]} -gt 0 ]] || find_jdk
  # Most of the time it waits for others, so its own code is not worth compiling well.
  local flags="${java_flags[*]} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${MAVEN_OPTS:-}"
  (cd "$root" && MAVEN_OPTS=$flags mvn --batch-mode "$@")
}

ensure_built() {
  local module=$1
  local program=$root/target/programs/$module
  local stamp=$program/built
  if [[ -f $stamp ]] && [[ -z $(newer_source "$stamp") ]]; then
    return
  fi
  find_jdk
  say "Building Oceanus ($module) with Java $(jdk_version "$JAVA_HOME"). This happens at the first start and after changes."
  local log=$root/target/build-$module.log fresh=$root/target/programs/$module.new.$$
  mkdir -p "$root/target/programs"
  rm -rf "$fresh"
  mkdir "$fresh"
  touch "$fresh/built" # before the build, so that what is edited meanwhile counts as newer
  if ! maven -Dquick -Dmaven.test.skip=true -pl "$module" -am package 2>&1 |
    tee "$log" | show_progress; then
    rm -rf "$fresh"
    grep -E '^\[ERROR\]' "$log" | head -n 20 >&2 || true
    die 70 "the build failed; all of its output is in $log"
  fi
  cp -R "$root/$module/target/quick/oceanus-$module.jar" "$root/$module/target/quick/lib" "$fresh"
  set_duckdb_free "$fresh/lib"
  # A program that runs keeps the files that it has open; writing into them would break it.
  local old=$root/target/programs/$module.old.$$
  [[ ! -d $program ]] || mv "$program" "$old"
  mv "$fresh" "$program"
  rm -rf "$old"
}

# DuckDB's jar copies its library of 60 MB into the temporary folder at every start, and leaves it there when the process
# is killed. Beside a jar that holds none, the library is loaded from where it lies.
set_duckdb_free() {
  local jar
  for jar in "$1"/duckdb_jdbc-*.jar; do
    [[ -f $jar ]] || return 0
    rm -rf "$1/duckdb"
    mkdir "$1/duckdb"
    (cd "$1/duckdb" && "$JAVA_HOME/bin/jar" xf "$jar" && mv libduckdb_java.so_* .. && "$JAVA_HOME/bin/jar" cfM "$jar" .)
    rm -rf "$1/duckdb"
  done
}

# Prints a source that is newer than a file. Folders count, so that a deleted source does as well.
newer_source() {
  find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$1" -print 2>/dev/null | head -n 1
}

show_progress() {
  local line fetched=0
  while IFS= read -r line; do
    case $line in
      *"Downloaded from"*)
        fetched=$((fetched + 1))
        if [[ -t 2 ]]; then
          printf '\r  %d files fetched ' "$fetched" >&2
        elif [[ $((fetched % 50)) -eq 0 ]]; then
          say "  $fetched files fetched"
        fi
        ;;
      "[INFO] Building "*" ["*"/"*"]")
        line=${line#"[INFO] Building "}
        [[ ! -t 2 || $fetched -eq 0 ]] || printf '\r' >&2
        say "  ${line% [0-9]*.[0-9]*} ${line##* }"
        ;;
    esac
  done
}

exec_java() {
  local module=$1
  shift
  ensure_built "$module"
  [[ ${#java_flags[@]} -gt 0 ]] || find_jdk
  exec "$JAVA_HOME/bin/java" "${java_flags[@]}" ${java_options[@]+"${java_options[@]}"} \
    -jar "$root/target/programs/$module/oceanus-$module.jar" "$@"
}

apt_install() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if ! command -v apt-get >/dev/null; then
    say "oceanus: please install what Debian calls ${missing[*]}; this is no Debian, so it is left to you"
    return 1
  fi
  if [[ $(id -u) -ne 0 ]]; then
    say "oceanus: please run: sudo apt-get install ${missing[*]}"
    return 1
  fi
  say "Installing ${missing[*]}"
  local log=$root/target/apt.log status=0
  mkdir -p "$root/target"
  without_services install_packages "${missing[@]}" >"$log" 2>&1 || status=$?
  [[ $status -eq 0 ]] || say "oceanus: could not install ${missing[*]}; apt's output is in $log"
  return "$status"
}

bench_tools() {
  install_tools nginx wrk redis-server
}

smuggling_tools() {
  install_tools nginx haproxy
}

# The servers that the nightly export is tested against, as its tests look for them.
database_servers() {
  local missing=()
  [[ -n ${OCEANUS_TEST_POSTGRESQL:-} ]] || command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
    missing+=(postgresql)
  [[ -n ${OCEANUS_TEST_MARIADB:-} ]] || PATH=$PATH:/usr/sbin command -v mariadbd >/dev/null || missing+=(mariadb-server)
  [[ ${#missing[@]} -eq 0 ]] || apt_install "${missing[@]}"
}

# As the tests look for it: by its variable, or below the root of the gcloud on the path.
pubsub_emulator() {
  [[ -z ${OCEANUS_TEST_PUBSUB_EMULATOR:-} ]] || return 0
  local gcloud
  gcloud=$(command -v gcloud) && gcloud=$(readlink -f "$gcloud") &&
    [[ -x ${gcloud%/bin/gcloud}/platform/pubsub-emulator/bin/cloud-pubsub-emulator ]] && return 0
  apt_install google-cloud-cli-pubsub-emulator
}

# Installs programs that are called as their packages are.
install_tools() {
  local tool missing=()
  for tool in "$@"; do
    # Servers are in a folder that not every user has on the path.
    PATH=$PATH:/usr/sbin:/sbin command -v "$tool" >/dev/null || missing+=("$tool")
  done
  [[ ${#missing[@]} -eq 0 ]] || apt_install "${missing[@]}"
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends "$@" ||
    { apt-get update && apt-get install -y --no-install-recommends "$@"; }
}

# Runs a command while packages that it installs may not start their services, nor have them started at boot.
without_services() (
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  "$@" || exit
  shift
  if [[ -d /run/systemd/system ]]; then
    for unit in "$@"; do
      ! systemctl --quiet is-enabled "$unit" 2>/dev/null || systemctl --quiet disable "$unit" || true
    done
  fi
)
