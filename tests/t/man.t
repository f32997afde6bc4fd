#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport(1): every command is in it, with its own help, and it is well formed.
set -eu
cd "$(dirname "$0")/../.."
. tests/tap.sh

share/man.sh "$BACKPORT" man/backport.1 >"$tmp/backport.1"
for command in $("$BACKPORT" help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'); do
	matches "$(cat "$tmp/backport.1")" "^\.Ss $command\$" "the page has $command"
done
if command -v mandoc >/dev/null; then
	is "$(mandoc -Tlint -W warning "$tmp/backport.1" 2>&1)" "" "mandoc finds nothing wrong"
else
	skip "no mandoc here"
fi
done_testing
