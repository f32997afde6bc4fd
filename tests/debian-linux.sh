#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Debian's linux source package, a real quilt series on a real tree: makes, in the
# cache, linux.git (branch base: upstream's tree) and patches/ (with series), and prints
# their folder. Sources are looked up in a private list, so that the system's need
# not have deb-src. --cached: only if it is there already.
set -eu
. "$(dirname "$0")/apt-source.sh"
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
mkdir -p "$dir.new"
trap 'rm -rf "$dir.new"' EXIT
apt_source_lists "$dir.new"
cd "$dir.new"
# The newest that the mirror still has: lists run ahead of pools, and behind them.
for v in $(with_sources apt-cache showsrc linux 2>/dev/null | sed -n 's/^Version: //p' | sort -Vru); do
	! with_sources apt-get source --download-only "linux=$v" >&2 || break
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
