#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tree gc: what nothing needs goes, and nothing else.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

linux=$BACKPORT_CACHE/linux.git
has() {
	git --git-dir="$linux" cat-file -e "$1" 2>/dev/null
}
# shellcheck disable=SC2317 # called by what it is handed to
lacks() {
	! has "$1"
}
# aged: all packs are as old as what may go
aged() {
	touch -d '15 days ago' "$linux"/objects/pack/*
}
# shellcheck disable=SC2317 # status() calls it
gc() {
	"$BACKPORT" tree gc "$@"
}

"$BACKPORT" --conf backport.conf apply v1 --stage >/dev/null
"$BACKPORT" build v1 --side before >/dev/null
status 0 'a cache of which all is needed' gc
is "$said" 'nothing to free' 'says so'

# Objects
head -c 300000 /dev/urandom | base64 >"$tmp/linux/big"
"$BACKPORT" tree add v9.0 "$tmp/linux" >/dev/null
big=$(git hash-object "$tmp/linux/big")
rm "$tmp/linux/big"
"$BACKPORT" tree add v9.0 "$tmp/linux" >/dev/null
status 0 'a base that was just replaced' gc
is "$said" 'nothing to free' 'stays: something may be using it'
holds 'with all of it' has "$big"
aged
grep -ohE '[0-9a-f]{40}' out/v1/*.json | sort -u | while read -r id; do
	! has "$id" || echo "$id"
done >"$tmp/named"
applied=$(git --git-dir="$linux" rev-parse 'refs/bases/v1.0^{tree}')
holds 'results name trees that no base has' grep -qv "$applied" "$tmp/named"
find "$BACKPORT_CACHE" -type f | sort >"$tmp/before"
status 0 'a dry run, two weeks later' gc --dry-run
would=$said
matches "$would" "linux.git/: 3 objects that nothing needs: [0-9]{6} bytes" 'says what goes'
matches "$would" "^[0-9]{6} bytes would be freed\$" 'and how much'
find "$BACKPORT_CACHE" -type f | sort >"$tmp/after"
holds 'and changes nothing' cmp "$tmp/before" "$tmp/after"
: >out/v1/.build.after.lock
exec 8>out/v1/.build.after.lock
flock 8
status 128 'while a stage runs' gc
matches "$said" '/out/v1: a stage of this branch is running, and nothing is freed until then; try again' 'nothing is freed'
status 0 'but a dry run tells' gc --dry-run
is "$said" "$would" 'the same'
exec 8>&-
holds 'so that it is still there' has "$big"
status 0 'gc' gc
is "$said" "$(echo "$would" | sed 's/would be //')" 'says the same'
holds 'it is gone' lacks "$big"
while read -r id; do
	has "$id" || echo "$id"
done <"$tmp/named" >"$tmp/lost"
is "$(cat "$tmp/lost")" '' 'the trees that results name are not'
is "$(git --git-dir="$linux" for-each-ref --format='%(refname)')" "$(printf 'refs/bases/v1.0\nrefs/bases/v9.0')" 'nor is a base, and no other name is left'
status 0 'the cache is whole' git --git-dir="$linux" fsck --connectivity-only
status 0 'once more' gc
is "$said" 'nothing to free' 'there is nothing'
rm out/v1/*.json
aged
status 0 'gc, for programs' gc --json
by_schema tree 'which is by its schema'
matches "$said" '"kind":"objects",.*"objects":[1-9][0-9]*,"bytes":[0-9]+,"freed":true' 'without the results, their trees go'

# Projects that are gone
cp -r "$tmp/p" "$tmp/q"
(cd "$tmp/q" && "$BACKPORT" apply v1 --stage && "$BACKPORT" build v1 --side before) >/dev/null
gone=$(project_works "$tmp/q")
status 0 'a project that is there' gc
holds 'keeps its work folder' test -d "$gone/v1/src"
mv "$tmp/q" "$tmp/away"
exec 8>"$gone/v1/.lock"
flock 8
status 0 'one that is gone, while its build runs' gc
is "$said" 'nothing to free' 'keeps it, too'
exec 8>&-
cp "$gone/.project" "$tmp/note"
echo "elsewhere $tmp/q" >"$gone/.project"
status 0 'one of another machine' gc
is "$said" 'nothing to free' 'cannot be seen from here'
cp "$tmp/note" "$gone/.project"
status 0 'one that is gone' gc --dry-run
matches "$said" "^$gone: of the project $tmp/q, which is gone: [0-9]+ bytes\$" 'is named'
holds 'by a dry run' test -d "$gone/v1/src"
status 0 'and gc' gc
matches "$said" '^[1-9][0-9]* bytes freed$' 'frees it'
holds 'whole' test ! -e "$gone"

# A base that is removed: what a result names is not
tree=$(git --git-dir="$linux" rev-parse 'refs/bases/v1.0^{tree}')
applied=$("$BACKPORT" apply v1 | sed -n 's/^tree //p')
"$BACKPORT" tree add v9.1 "$TOP/man" >/dev/null
other=$(git --git-dir="$linux" rev-parse 'refs/bases/v9.1^{tree}')
aged
status 0 'rm' "$BACKPORT" tree rm v9.1
holds 'leaves what was applied' has "$applied"
holds 'and the other bases' has "$tree"
holds 'and to gc' has "$other"
status 0 'gc' gc
holds 'what only it needed' lacks "$other"

# What was applied to a base that is gone
mkdir -p "$tmp/k/sub"
echo one >"$tmp/k/sub/a"
echo two >"$tmp/k/sub/b"
echo "VERSION = 9" >"$tmp/k/Makefile"
"$BACKPORT" tree add v9.2 "$tmp/k" >/dev/null
aged
printf -- '--- a/sub/a\n+++ b/sub/a\n@@ -1 +1 @@\n-one\n+new\n' >"$tmp/new.patch"
applied=$("$BACKPORT" apply --base v9.2 "$tmp/new.patch" | sed -n 's/^tree //p')
holds 'a tree that is young' has "$applied"
"$BACKPORT" tree rm v9.2
status 0 'gc' gc
holds 'leaves it whole' git --git-dir="$linux" ls-tree -rl "$applied:sub"
is "$(git --git-dir="$linux" cat-file -p "$applied:sub/b")" two 'with the old files'
echo new >"$tmp/k/sub/a"
git -c init.defaultBranch=m init -q "$tmp/k"
git -C "$tmp/k" add -A
git -C "$tmp/k" -c user.name=t -c user.email=t@localhost commit -qm one
b=$(git -C "$tmp/k" hash-object sub/b)
status 0 'a base that has the same tree' "$BACKPORT" tree add v9.2 "$tmp/k" --rev HEAD
holds 'is whole' has "$b"

# Branches that are gone
mkdir -p "$project/v0/obj" out/v0
echo object >"$project/v0/obj/o"
status 0 'a branch that has results' gc
is "$said" 'nothing to free' 'stays'
rmdir out/v0
status 0 'one without' gc
matches "$said" "^$project/v0: of v0, no branch of this project: [0-9]+ bytes\$" 'goes'
holds 'alone' test -d "$work/src" -a ! -e "$project/v0"

# Guest programs
mkdir -p "$(works guest/old)" "$(works guest/new)"
echo program >"$(works guest/old)/init"
touch -d '31 days ago' "$(works guest/old)"
touch -d '29 days ago' "$(works guest/new)"
status 0 'a guest program that nothing took for a month' gc
matches "$said" "^$(works guest/old): a program that nothing took for 30 days: [0-9]+ bytes\$" 'goes'
is "$(ls "$(works guest)")" new 'and a newer one stays'

# Bad input
status 129 'an argument' gc x
status 129 'an option of another word' gc --update
mkdir -p out/v1/x.json
status 128 'results that cannot be read' gc
matches "$said" 'out/v1/x.json: ' 'free nothing'
done_testing
