#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport port --build: what is carried is compiled without and with it.
set -eu
. "$(dirname "$0")/../tap.sh"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
cc=$(command -v cc)
. "$(dirname "$0")/../project.sh"
echo "$cc" >"$STUB/cc"
: >series/v1

# patch LINE: a fix.patch that makes it of a line of init/main.c
patch() {
	{
		header 'fix it' | sed 's,^--- a/,index '"$(git hash-object "$tmp/linux/init/main.c" | cut -c 1-12)"'..0123456789ab 100644\n&,; /^--- a/i diff --git a/init/main.c b/init/main.c'
		printf '%s\n' '@@ -1,3 +1,3 @@' ' int main;' '-int fixed;' "+$1" ' int end;'
	} >"$tmp/fix.patch"
}

patch 'int fixed = 3;'
fault ''
status 0 'without --build' "$BACKPORT" port "$tmp/fix.patch" --to v1 --dry-run
is "$(calls)" '' 'nothing is compiled'
is "$(echo "$said" | sed -n 1p)" 'v1: sure' 'and the answer does not speak of it'
status 0 '-v' "$BACKPORT" -v port "$tmp/fix.patch" --to v1 --dry-run
matches "$said" '^  nothing was compiled: --build does that$' 'says that'
fault ''
status 0 'with --build' "$BACKPORT" port "$tmp/fix.patch" --to v1 --dry-run --build
is "$(echo "$said" | sed -n 1,2p)" 'v1: sure
  compiled: 1 source, before and after' 'what compiles as before stays sure'
is "$(calls | grep -c init/main.o)" 2 'both sides were made'
holds 'in a folder of its own' test -d "$work.port/obj"
holds "beside the branch's" test ! -e "$work"

patch '#warning "fixed"'
status 0 'a new warning' "$BACKPORT" port "$tmp/fix.patch" --to v1 --dry-run --build
is "$(echo "$said" | sed -n 1,2p)" 'v1: review
  new: init/main.c:36: warning: odd [-Wodd]' 'is for review, and named'
status 0 '--json' "$BACKPORT" --json port "$tmp/fix.patch" --to v1 --dry-run --build
matches "$said" '"outcome":"review"' 'the same'
matches "$said" '"compiled":\{"outcome":"PASS","sources":1,"new_warnings":\["init/main.c:36: warning: odd \[-Wodd\]"\],"reason":""\}' 'with the warning'

fault warn
patch 'int fixed = 3;'
rm -rf "$work.port"
status 0 'a warning that was there before' "$BACKPORT" port "$tmp/fix.patch" --to v1 --dry-run --build
is "$(echo "$said" | sed -n 1,2p)" 'v1: sure
  compiled: 1 source, before and after' 'is none that is new'
fault ''

patch '#error fixed'
status 0 'an error' "$BACKPORT" port "$tmp/fix.patch" --to v1 --dry-run --build
matches "$said" "^v1: review$" 'is for review'
matches "$said" "^  does not compile: after: init/main.c:7:1: error: 'y' undeclared" 'and named with its line'

status 129 '--build of a tree alone' "$BACKPORT" port "$tmp/fix.patch" --base "$tmp/linux" --build
matches "$said" '--build goes with --to: a branch says how it is configured' 'says what it wants'
done_testing
