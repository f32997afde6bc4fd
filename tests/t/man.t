#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport(1): every command is in it, with its own help, and it is well formed.
set -eu
. "$(dirname "$0")/../tap.sh"
cd "$TOP"

share/man.sh "$BACKPORT" man/backport.1 >"$tmp/backport.1"
for command in $("$BACKPORT" help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'); do
	matches "$(cat "$tmp/backport.1")" "^\.Ss $command\$" "the page has $command"
done
share/man.sh "$BACKPORT" man/backport.1 "$tmp/man"
is "$(cd "$tmp/man" && for f in *; do echo "$f" | sed 's/^backport-//; s/\.1$//'; done | sort)" \
	"$("$BACKPORT" help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' | sort)" 'a page per command'
holds "with the command's own help" grep -q '^  *\\-\\-fuzz N' "$tmp/man/backport-apply.1"
if command -v mandoc >/dev/null; then
	is "$(mandoc -Tlint -W warning "$tmp/backport.1" "$tmp"/man/* 2>&1)" "" "mandoc finds nothing wrong"
else
	skip "no mandoc here"
fi
done_testing
