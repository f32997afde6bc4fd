#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Debian's linux source package, a real quilt series on a real tree: makes, in the
# cache, linux.git (branch base: upstream's tree) and patches/ (with series), and prints
# their folder. Sources are looked up in a private list, so that the system's need
# not have deb-src. --cached: only if it is there already.
set -eu
cache=${BACKPORT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/backport}
dir=$cache/debian-linux

if [ ! -e "$dir/patches/series" ] && [ "${1:-}" = --cached ]; then
	echo "Debian's linux source is not in $dir; tests/debian-linux.sh brings it" >&2
	exit 1
fi
if [ -e "$dir/patches/series" ]; then
	echo "$dir"
	exit 0
fi
command -v apt-get >/dev/null || {
	echo 'no apt-get: this needs Debian or one of its kin' >&2
	exit 1
}
rm -rf "$dir.new"
mkdir -p "$dir.new/lists/partial" "$dir.new/cache" "$dir.new/sources"
trap 'rm -rf "$dir.new"' EXIT
for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
	[ ! -f "$f" ] || sed -n 's/^deb /deb-src /p' "$f"
done >"$dir.new/sources/src.list"
for f in /etc/apt/sources.list.d/*.sources; do
	[ ! -f "$f" ] || sed 's/^Types:.*/Types: deb-src/' "$f" >"$dir.new/sources/$(basename "$f")"
done
cd "$dir.new"
set -- -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$PWD/sources" \
	-o "Dir::State::lists=$PWD/lists" -o "Dir::Cache=$PWD/cache" -o APT::Sandbox::User=root
apt-get "$@" update >&2
# The newest that the mirror still has: lists run ahead of pools, and behind them.
for v in $(apt-cache "$@" showsrc linux 2>/dev/null | sed -n 's/^Version: //p' | sort -Vru); do
	! apt-get "$@" source --download-only "linux=$v" >&2 || break
done
[ -n "$(find . -maxdepth 1 -name 'linux_*.debian.tar.xz')" ] || {
	echo 'apt-get source linux brings nothing: is there a mirror with sources?' >&2
	exit 1
}
mkdir orig
tar -C orig --strip-components=1 -xf linux_*.orig.tar.xz
tar -xf linux_*.debian.tar.xz debian/patches
mv debian/patches patches
git init -q --bare linux.git
git --git-dir=linux.git --work-tree=orig add -A -f .
tree=$(git --git-dir=linux.git write-tree)
git --git-dir=linux.git update-ref refs/heads/base "$(git --git-dir=linux.git \
	-c user.name=base -c user.email=base@localhost commit-tree -m base "$tree")"
git --git-dir=linux.git repack -adq --window=0
rm -rf orig cache lists sources debian linux_*
cd ..
rm -rf "$dir"
mv "$dir.new" "$dir"
echo "$dir"
