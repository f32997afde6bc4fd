#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# apply killed in front of each of its calls that change the disk, one after the
# other: a branch is where it was or where it goes, and a folder is put right by the next call.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@localhost
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@localhost
export GIT_COMMITTER_DATE='@1600000000 +0100'
cd "$tmp"

git -c init.defaultBranch=main init -q k
mkdir k/a k/b
for f in a/one a/two b/three b/four; do
	seq 1 100 | sed "s,^,$f ," >"k/$f"
done
git -C k add -A
git -C k commit -qm base
git -C k tag base
for i in 1 2 3; do
	sed -i "$((i * 20))s/\$/ changed $i/" k/a/one k/b/three
	echo "$i" >"k/b/new$i"
	[ $i -ne 2 ] || git -C k rm -q a/two
	git -C k add -A
	git -C k commit -qm "change $i"
done
git -C k format-patch -q -o "$tmp/patches" base
(cd patches && ls) >series
new=$(git -C k rev-parse 'HEAD^{tree}')
git clone -q --bare --single-branch k x.git
git -C x.git update-ref refs/heads/main base
git -C x.git update-ref refs/heads/carried base
git -C x.git gc -q --prune=now
old=$(git -C x.git rev-parse carried)

apply() {
	"$BACKPORT" apply --base "$tmp/y.git@main" --series series \
		--patches patches "$@" >said 2>&1
}

# killed N ARGUMENTS...: true when the run was killed in front of its N'th call
killed() {
	at=$1 got=0
	shift
	rm -rf y.git
	cp -R x.git y.git
	{
		INJECT_CALLS=writes INJECT_AT=$at INJECT_ERROR=KILL injected apply "$@" || got=$?
	} 2>/dev/null
	[ "$got" -eq 137 ]
}

# What is in DIR, as a tree's id, in a repository that knows the files.
tree_of() {
	rm -f index
	GIT_DIR=$tmp/k/.git GIT_INDEX_FILE=$tmp/index \
		git --work-tree="$1" add -A -f . && GIT_DIR=$tmp/k/.git \
		GIT_INDEX_FILE=$tmp/index git write-tree
}

# As with git itself, what was killed may leave the ref locked: said, with what to do.
again() {
	if ! apply "$@" && grep -q "is locked.*remove $tmp/y.git/refs/heads/carried.lock" said; then
		rm y.git/refs/heads/carried.lock
		apply "$@"
	fi || { bad=$((bad + 1)); sed "s/^/# again, after $n: /" said; }
}

# A branch
n=1 bad=0 moved=0
while killed $n --commit carried; do
	at=$(git -C y.git rev-parse -q --verify carried) || :
	case $(git -C y.git rev-parse -q --verify 'carried^{tree}' || :) in
	"$new") moved=$((moved + 1)) ;;
	*) [ "$at" = "$old" ] || bad=$((bad + 1)) ;;
	esac
	git -C y.git fsck --full --no-dangling >fsck.said 2>&1 ||
		{ bad=$((bad + 1)); sed "s/^/# killed at $n: /" fsck.said; }
	again --commit carried
	[ "$(git -C y.git rev-parse -q --verify 'carried^{tree}')" = "$new" ] || bad=$((bad + 1))
	n=$((n + 1))
done
is "$got" 0 'without a kill, it ends well'
holds "--commit changes the disk in $((n - 1)) calls" test $n -gt 8
is "$bad" 0 "killed in front of each, the branch is whole or as it was ($moved times moved), and the next call ends well"

# A folder that holds the base
mkdir kept
rm -rf y.git
cp -R x.git y.git
: >none
"$BACKPORT" -q apply --base "$tmp/y.git@main" --series none --patches patches --checkout "$tmp/dir"
cp -Rp dir dir.tree kept/ 2>/dev/null || cp -Rp dir kept/
is "$(tree_of dir)" "$(git -C k rev-parse 'base^{tree}')" 'a folder holds the base'
n=1 bad=0
while
	rm -rf dir dir.tree
	cp -Rp kept/. .
	killed $n --checkout "$tmp/dir"
do
	again --checkout "$tmp/dir"
	[ "$(tree_of dir)" = "$new" ] || { bad=$((bad + 1)); echo "# killed at $n: not the tree wanted"; }
	n=$((n + 1))
done
is "$got" 0 'without a kill, it ends well'
holds "--checkout changes the disk in $((n - 1)) calls" test $n -gt 8
is "$bad" 0 'killed in front of each, the next call makes it the result'

# A series that is refused
seq 1 100 >k/b/three
git -C k commit -qam other
git -C k format-patch -q -1 --start-number 9 -o "$tmp/patches" HEAD
sed -i 's/^-b.three 50 *$/-none such/; s/^ b.three 5.$/ none such/' patches/0009-other.patch
(cd patches && ls) >series
n=1 bad=0
rm -rf dir dir.tree
cp -Rp kept/. .
while killed $n --commit carried --checkout "$tmp/dir"; do
	[ "$(git -C y.git rev-parse carried)" = "$old" ] || bad=$((bad + 1))
	diff -r dir kept/dir >/dev/null || bad=$((bad + 1))
	n=$((n + 1))
done
is "$got" 1 'a refused series ends so'
is "$bad" 0 "killed at each of $((n - 1)) calls, branch and folder are as they were"
[ "$(git -C y.git rev-parse carried)" = "$old" ] && diff -r dir kept/dir
ok $? 'and after it as well'
done_testing
