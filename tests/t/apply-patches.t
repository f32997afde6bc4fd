#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport apply with patches instead of a series.
# shellcheck disable=SC2016 # for the inner shells
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

tree=$("$BACKPORT" apply v1 --check | sed -n 's/^tree //p')
cp patches/v1/f.patch "$tmp/fix.patch"
cp patches/v1/f.patch "$tmp/fix.txt"
gzip -c patches/v1/f.patch >"$tmp/fix.patch.gz"
sed 's/ = 1;/ = 2;/; s/^-int fixed;/-int fixed = 1;/' patches/v1/f.patch >"$tmp/next.patch"
for patch in fix.patch fix.txt fix.patch.gz; do
	is "$("$BACKPORT" apply --base v1.0 "$tmp/$patch" --check | sed -n 's/^tree //p')" "$tree" "$patch"
done
{ gzip -c "$tmp/fix.patch" | head -c -8; printf 'wrong sum'; } >"$tmp/wrong.patch.gz"
status 128 'a patch that is not what gzip packed' "$BACKPORT" apply --base v1.0 "$tmp/wrong.patch.gz" --check
matches "$said" 'wrong.patch.gz: is damaged: incorrect data check; fetch it again' 'is said to be damaged'
head -c -9 "$tmp/fix.patch.gz" >"$tmp/cut.patch.gz"
status 128 'and one that is cut off' "$BACKPORT" apply --base v1.0 "$tmp/cut.patch.gz" --check
matches "$said" 'cut.patch.gz: is damaged: it is cut off; fetch it again' 'too'
{ head -c 200 "$tmp/fix.patch" | gzip; tail -c +201 "$tmp/fix.patch" | gzip; } >"$tmp/parts.patch.gz"
is "$("$BACKPORT" apply --base v1.0 "$tmp/parts.patch.gz" --check | sed -n 's/^tree //p')" "$tree" 'one in two parts is whole'
is "$("$BACKPORT" apply --check --base v1.0 - <"$tmp/fix.txt" | sed -n 's/^tree //p')" "$tree" '- is standard input'
is "$("$BACKPORT" apply --check v1 "$tmp/fix.txt" | sed -n 's/^tree //p')" "$tree" "on a branch's base"
status 0 'two patches' "$BACKPORT" apply --base v1.0 --check "$tmp/fix.patch" "$tmp/next.patch"
is "$(printf '%s\n' "$said" | grep -c '^applied')" 2 'in this order'
status 1 'the other order' "$BACKPORT" apply --base v1.0 --check "$tmp/next.patch" "$tmp/fix.patch"
status 0 'taken out again' sh -c '"$1" apply --base v1.0 "$2/fix.patch" --checkout "$2/x" -q &&
	"$1" apply --base "$2/x" -R "$2/fix.patch" --check' - "$BACKPORT" "$tmp"
status 0 'on all bases of a pattern' "$BACKPORT" apply --bases 'v1*' "$tmp/fix.patch"
matches "$said" '^v1\.0 .*takes it' 'says which takes it'
status 0 'a branch with another base' "$BACKPORT" apply --base v1.0 v1 --check
cd "$tmp"
status 128 'a patch that is not there' "$BACKPORT" apply --base v1.0 foo.patch
is "$said" 'backport: foo.patch: no such patch' 'in one sentence'
status 128 'a folder' "$BACKPORT" apply --base v1.0 fix.patch linux
status 128 'a page that is no patch' sh -c 'echo "<html>" | "$1" apply --base v1.0 -' - "$BACKPORT"
status 129 'a series and patches' "$BACKPORT" apply --base v1.0 --series x fix.patch
status 129 'patches for a stage' "$BACKPORT" -C p apply --stage v1 ../fix.patch
done_testing
