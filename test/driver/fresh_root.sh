#!/usr/bin/env bash
# Installs the Debian package into a fresh Debian 12, uses every program from
# there, purges it, and lists what stays. Run by hand: it needs root, mmdebstrap
# and a network.
#
# usage: fresh_root.sh PACKAGE.deb
set -euo pipefail

package=$(realpath "$1")
folder=$(mktemp -d)
root=$folder/root
clean_up() {
  umount "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$folder"
}
trap clean_up EXIT

say() { echo "== $*"; }
fail() { echo "failed: $*" >&2; exit 1; }
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
# All files but apt's and dpkg's own records and caches.
files() {
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/cache \
    -o -path ./var/log -o -path ./project \) -prune -o -print | LC_ALL=C sort)
}
installed() { inside dpkg-query -W -f '${Package}\n' | LC_ALL=C sort; }
# PROGRAM PATTERN WORDS...: what it prints has the pattern.
shows() {
  local pattern=$1
  shift
  inside "$@" >"$folder/output" 2>&1 || true
  grep -q "$pattern" "$folder/output" || { cat "$folder/output"; fail "no '$pattern' from $*"; }
  echo "   ok: $*"
}

say "a fresh root"
mmdebstrap --quiet --variant=minbase bookworm "$root" \
  "deb http://deb.debian.org/debian bookworm main" \
  "deb http://deb.debian.org/debian bookworm-updates main" \
  "deb http://deb.debian.org/debian-security bookworm-security main"
mount -t proc proc "$root/proc"
installed >"$folder/packages.before"
files >"$folder/before"

say "installing $(basename "$package")"
mkdir "$root/project"
cp "$package" "$root/project/fearless.deb"
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /project/fearless.deb >"$folder/apt" 2>&1 ||
  { cat "$folder/apt"; fail "apt-get install"; }
installed | LC_ALL=C comm -13 "$folder/packages.before" - | tr '\n' ' '
echo
say "what a user of it has too: clang-tidy and a C++ library"
inside apt-get install -y -qq --no-install-recommends clang-tidy-22 libstdc++-12-dev >/dev/null 2>&1

cat >"$root/project/bad.cpp" <<'END'
#include <thread>
void count(int N) {
  std::thread([&N] { ++N; }).detach();
}
END
echo '[{"directory": "/project", "file": "bad.cpp", "command": "c++ -std=c++20 -c bad.cpp"}]' >"$root/project/compile_commands.json"
module=/usr/lib/llvm-22/lib/fearless-tidy-module.so
shows "self-check of fearless-clangd: ok" fearless doctor -p /project
! grep FAILED "$folder/output" || fail "the doctor finds something"
shows "fearless-dangling-capture" fearless check -p /project
shows "fearless-dangling-capture" fearless-22 explain dangling-capture
shows "fearless-dangling-capture" fearless-tidy-22 --checks=-*,fearless-* /project/bad.cpp -- -std=c++20
shows "fearless-dangling-capture" clang-tidy-22 --load=$module --checks=-*,fearless-* /project/bad.cpp -- -std=c++20
shows "clangd version" fearless-clangd-22 --version
rm -rf "$root/project/.fearless"

say "purging"
inside apt-get purge -y -qq fearless-22 >/dev/null 2>&1
left=$(find "$root" -xdev -path "$root/project" -prune -o -name '*fearless*' -print)
[ -z "$left" ] || fail "left behind: $left"
inside apt-get purge -y -qq clang-tidy-22 libstdc++-12-dev >/dev/null 2>&1
inside apt-get autoremove -y -qq --purge >/dev/null 2>&1
installed | diff "$folder/packages.before" - || fail "packages stay"
files | LC_ALL=C comm -13 "$folder/before" - >"$folder/left"
say "$(wc -l <"$folder/left") files stay that were not there, of other packages"
cat "$folder/left"
