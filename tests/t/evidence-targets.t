#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The bundle of a branch on one of its targets: what it needs of the others' sections is there, and it is verified and run
# again from there alone.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

fault ''
cp kconfig/t.config kconfig/u.config
# The branch gets a second target, u; a mode and a fix are for u alone. No branch names the target nobody or the fix foreign.
{
	sed -n '/^\[target/,/timeout/p' backport.conf | sed 's/"t"/"u"/; s/t\.config/u.config/'
	sed -n '/^\[target/,/timeout/p' backport.conf | sed 's/"t"/"nobody"/'
	printf '[mode "poison"]\n\tappend = slub_debug=FZPU\n\ttarget = u\n'
	printf '[fix "late"]\n\tupstream = 0123456789012345678901234567890123456789\n\tpatch = late.patch\n\tcheck = late\n'
	printf '[fix "foreign"]\n\tupstream = 0123456789012345678901234567890123456789\n\tpatch = x.patch\n\tcheck = x\n'
} >"$tmp/more"
sed -i 's/^\ttarget = t$/\ttarget = t\n\ttarget = u\n\tfix = late/' backport.conf
cat "$tmp/more" >>backport.conf
mkdir checks/late
echo 'a program: late' >checks/late/check.c
printf '[check]\n\ttarget = u\n' >checks/late/check.conf
{
	header 'change the end'
	printf '%s\n' '@@ -1,3 +1,3 @@' ' int main;' ' int fixed = 1;' '-int end;' '+int end = 1;'
} >patches/v1/late.patch
series f late
"$BACKPORT" -q plan v1@t | "$REAL_MAKE" -s -k -j2 -f - >"$tmp/made" 2>&1 || :
status 0 'a branch on one of two targets' "$BACKPORT" verdict v1@t
matches "$said" '^v1@t: proved: ' 'is proved'

e=$tmp/e.tar
status 0 'its bundle' "$BACKPORT" evidence v1@t -o "$e"
mkdir "$tmp/u"
tar -x -C "$tmp/u" -f "$e" 2>/dev/null || zstd -dc "$e" | tar -x -C "$tmp/u"
conf=$tmp/u/backport.conf
is "$(grep '^\[' "$conf" | tr '\n' ' ')" '[fix "f"] [target "t"] [mode "plain"] [branch "v1"] [target "u"] [mode "poison"] [fix "late"] ' \
	'has the sections that it names'
is "$(cd "$tmp/u" && echo out/* kconfig/* checks/*)" "out/v1@t kconfig/t.config checks/late checks/ownership" "and the files of its own target"
matches "$(cat "$tmp/u/manifest.json")" '"branch": "v1@t"' 'its manifest has its name'
matches "$(cat "$tmp/u/manifest.json")" '"verdict": "proved"' 'and its verdict'
status 0 'it is verified' "$BACKPORT" evidence --verify "$e"
matches "$said" '^verified: boot.before: the consoles, judged again, say FAIL' 'by its consoles'
matches "$said" '^verified: the verdict.*, judged again: proved' 'and judged again'
status 0 'and run again' "$BACKPORT" evidence --rerun "$e" -o "$tmp/again"
matches "$said" '^v1@t: all the same again, but for times$' 'with the same results'
status 0 'its result' "$BACKPORT" evidence --verify "$tmp/again"
sed -i 's/"outcome": "FAIL"/"outcome": "PASS"/' out/v1@t/boot.before.json
"$BACKPORT" -q evidence v1@t --force -o "$tmp/bad" >/dev/null 2>&1 || :
status 1 'one with another result' "$BACKPORT" evidence --verify "$tmp/bad"
done_testing
