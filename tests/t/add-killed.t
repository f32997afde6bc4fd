#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport add, stopped in front of its writes: run again, it leaves what
# an undisturbed run leaves, and in between no series has what no fix names.
set -eu
. "$(dirname "$0")/../tap.sh"
export BACKPORT_CACHE="$tmp/cache" HOME="$tmp" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME='A U Thor' GIT_AUTHOR_EMAIL=author@example.org
export GIT_COMMITTER_NAME='A U Thor' GIT_COMMITTER_EMAIL=author@example.org
cd "$tmp"

# release VERSION PATCHLEVEL SUBLEVEL: a commit with a tag
release() {
	printf 'VERSION = %s\nPATCHLEVEL = %s\nSUBLEVEL = %s\nEXTRAVERSION =\n' "$@" >linux/Makefile
	git -C linux add -A
	git -C linux commit -qm release
	git -C linux tag "v$1.$2.$3"
}
# change WHAT HOW: a commit, in WHAT.mbox
change() {
	sed -i "$2" linux/fs/open.c
	git -C linux commit -qsam "fs/open: change $1"
	git -C linux format-patch -1 --stdout >"$1.mbox"
}
git -c init.defaultBranch=main init -q linux
mkdir linux/fs
printf '%s\n' 'int first(void)' '{' '	return 0;' '}' '' '/* */' '' 'int second(void)' '{' '	return broken;' '}' >linux/fs/open.c
release 5 10 12
sed -i '1i/* longer */\n' linux/fs/open.c
release 6 1 9
change old 's/return 0/return 1/'
change right 's/broken/right/'
release 6 6 2

"$BACKPORT" init p --from linux --target arm64 >/dev/null
cd p
"$BACKPORT" -q add ../old.mbox --name old --branches v5.10 >/dev/null
cd ..
cp -r p start

# left: the project's files, but for results, which tell times
left() {
	(cd p && find . -type f ! -path './out/*' ! -path './.git/*' -exec cksum {} + | sort -k3)
}
start_again() {
	rm -rf p
	cp -r start p
}
program=$BACKPORT
# add: right, to all branches
add() {
	"$program" -C p -q add "$tmp/right.mbox" --name right
}
status 0 'undisturbed' add
is "$said" '' 'with -q it says nothing'
left >want
is "$(cat p/series/v5.10 p/series/v6.1)" 'old.patch
right.patch
right.patch' 'it goes to two branches'
holds 'the third has it' test ! -e p/series/v6.6
holds 'and nothing else is left' test ! -e p/out/.add

# Its own writes, and those of the programs that it runs
ln -s "$BACKPORT" adder
# stopped ERROR INTO AT PROGRAM: true when its AT'th write failed
stopped() {
	got=0 program=$4
	{
		INJECT_CALLS=writes INJECT_AT=$3 INJECT_ERROR=$1 INJECT_INTO=$2 injected add >out 2>&1 || got=$?
	} 2>/dev/null
	program=$BACKPORT
	[ "$got" -ne 0 ]
}
# check_stopped WHAT: no series has what is no fix, and a further run makes the rest
check_stopped() {
	for branch in v5.10 v6.1; do
		if grep -qs right.patch "p/series/$branch"; then
			git config -f p/backport.conf --get-all "branch.$branch.fix" | grep -qx right ||
				bad="$bad, $1: $branch has what no fix is"
		fi
	done
	"$BACKPORT" -C p status --fix old >said 2>&1 || bad="$bad, $1: status fails"
	left >now
	cmp -s now want && [ ! -e p/out/.add ] && return
	add >out 2>&1 || bad="$bad, $1: run again, it says $(tail -n 1 out)"
	left >now
	cmp -s now want && [ ! -e p/out/.add ] ||
		bad="$bad, $1: $(diff want now | grep '^[<>]' | head -2 | tr '\n' ' ')"
}
most=0
for error in ${ADD_ERRORS:-KILL ENOSPC}; do
	for into in adder backport; do
		at=1 bad=''
		while start_again
			stopped "$error" "$into" $at "$([ "$into" = adder ] && echo "$tmp/adder" || echo "$BACKPORT")" || [ $at -lt $most ]; do
			check_stopped "$at"
			at=$((at + 7))
		done
		[ $at -lt $most ] || most=$at
		is "$bad" '' "$error of some writes of $into, up to write $at"
	done
done
holds 'which are some' test $most -gt 10

# Something else of the same name
start_again
mkdir -p p/patches/v6.1
echo 'of mine' >p/patches/v6.1/right.patch
status 128 'another variant of that name' add
matches "$said" 'patches/v6.1/right.patch: is there already, and is another patch' 'is refused'
holds 'and the configuration stays' cmp -s start/backport.conf p/backport.conf
is "$(cat p/patches/v6.1/right.patch)" 'of mine' 'as does the variant'
start_again
cp old.mbox p/patches/upstream/right.patch
status 128 'another upstream patch of that name' add
matches "$said" 'patches/upstream/right.patch: is there already' 'is refused too'
start_again
status 0 'a branch named twice' "$BACKPORT" -C p -q add "$tmp/right.mbox" --name right v6.1 v6.1
is "$(cat p/series/v6.1)" right.patch 'has it once'
done_testing
