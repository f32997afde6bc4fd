#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# ./build-matrix.sh over stubs, as a newcomer runs it: in a fresh clone, with a home and a cache that are empty, all four branches
# fetched at once: repeat.sh [N], ten times. Each run proves all branches.
# shellcheck disable=SC2154,SC2034 # tmp is tap.sh's, TOP is for it
set -eu
here=$(cd "$(dirname "$0")" && pwd)
TOP=${here%/*}
. "$here/tap.sh"
. "$here/project.sh"
matrix_project
fault ''

git -c init.defaultBranch=main init -q "$tmp/linux"
cat >>backport.conf <<END
[branch "v3"]
	base = v3.0
	fix = f
	target = t
[branch "v4"]
	base = v4.0
	fix = f
	target = t
[remote]
	url = file://$tmp/linux
END
for n in 1 2 3 4; do
	echo "int v$n;" >"$tmp/linux/mm/oom.c"
	git -C "$tmp/linux" add -A
	git -C "$tmp/linux" -c user.name=t -c user.email=t@example.org commit -qm "v$n"
	git -C "$tmp/linux" tag "v$n.0"
	sed -i "s/base = v$n.0/&\n\tremote = v$n.0/" backport.conf
	[ -e "series/v$n" ] || cp series/v1 "series/v$n"
	[ -e "patches/v$n" ] || cp -r patches/v1 "patches/v$n"
done
rm backport
printf '/backport\n/out\n' >.gitignore
git -c init.defaultBranch=main init -q
git add -A
git -c user.name=t -c user.email=t@example.org commit -qm project
# What the project's Makefile makes of its sources is the program under test.
printf 'all: ; ln -sf %s backport\n' "$BACKPORT" >"$tmp/Makefile"
i=0
while [ $i -lt "${1:-10}" ]; do
	i=$((i + 1))
	cd "$tmp"
	rm -rf clone home "$BACKPORT_CACHE"
	git clone -q p clone
	cp "$tmp/Makefile" "$tmp/clone/"
	mkdir "$tmp/home"
	cd "$tmp/clone"
	status 0 "run $i" env HOME="$tmp/home" ./build-matrix.sh --no-install
	matches "$said" '^4 proved$' 'proves all four'
done
done_testing
