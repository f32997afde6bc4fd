#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Warnings that after has and before has not, although the second build compiles only what differs.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

build() {
	"$BACKPORT" build v1 --side "$@"
}

fault ''
build before >/dev/null
fault warn
status 0 'a new warning' build after
matches "$said" 'PASS .*: 1 new warning, 1 in what the fixes touch: init/main.c: odd -Wodd' 'is shown'
matches "$(tr -d ' \n' <out/v1/build.after.json)" '"new_warnings":\[\{"unit":"init/main.c","file":"init/main.c","function":"","option":"-Wodd","text":"odd","touched":true\}\]' 'and stored'
fault ''
status 1 '--werror-new' build after --werror-new
matches "$said" 'FAIL .*: 1 new warning, 1 in what the fixes touch' 'makes it a failure, although nothing was compiled again'
status 1 'which is stored' build after --werror-new
matches "$said" 'FAIL \(stored\)' 'like any other'
status 0 'without it' build after
status 129 '--werror-new of before' build before --werror-new
matches "$said" 'goes with --side after' 'is no question'

# Equal on both sides
rm -rf out "$work"
fault warn
build before >/dev/null
status 0 'a warning that moved' build after --werror-new
matches "$said" 'PASS \([^)]*\)$' 'is not new'
matches "$(tr -d ' \n' <out/v1/build.after.json)" '"new_warnings":\[\]' 'none is'
matches "$(cat "$work/after/warnings.json")" '"mm/vmscan.c","mm/vmscan.c","","-Wodd","odd",1' "what was not compiled again keeps its own"

# Nothing to compare with
rm -rf out "$work"
status 0 'after alone' build after
matches "$(cat out/v1/build.after.json)" '"new_warnings": null' 'compares nothing'
status 128 '--werror-new' build after --werror-new
matches "$said" 'no warnings of before to compare with; build --side before first' 'says so'

rm -f "$work/before/warnings.json"
build before >/dev/null
status 0 'once before is built' build after --werror-new
rm -f "$work/before/warnings.json"
build before >/dev/null
holds 'a stored build whose warnings are gone is done again' test -s "$work/before/warnings.json"

# A build that was ended before its warnings were kept: its objects are not made again
rm -rf out "$work"
fault ''
build before >/dev/null
rm "$work/obj/.warnings"
mkdir "$work/obj/.warnings"
fault warn
status 128 'a build that cannot keep its warnings' build after
matches "$said" '/obj/\.warnings: cannot write' 'says so'
rmdir "$work/obj/.warnings"
fault ''
status 1 'the next one' build after --werror-new
matches "$said" 'FAIL .*: 1 new warning, 1 in what the fixes touch: init/main.c: odd -Wodd' 'has them from the log'
holds 'once' test ! -e "$work/.unread-log"

# A build that fails is read too
rm -rf out "$work"
fault ''
build before >/dev/null
sed -i 's/fixed = 1/fixed = 3/' patches/v1/f.patch
fault broken
status 1 'a build that warns, then fails' build after
fault ''
echo torn >"$work/before/warnings.json"
status 0 'a torn record' build after --force
done_testing
