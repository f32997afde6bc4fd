#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What a compiler does not see: the rules of the house, impure core, missing
# licence lines, shell mistakes.
set -eu
cd "$(dirname "$0")/.."
bad=0

complain() {
	printf 'lint: %s\n' "$1" >&2
	bad=1
}

# Layers, circles, headers and sizes (HACKING, "The house").
share/lint/house.pl || bad=1
if grep -rnE '\<(f?printf|fputs|puts|exit|open|fopen|getenv)\(' tools/core --include='*.c'; then
	complain 'tools/core prints, exits or opens something'
fi
if grep -rnE '^(static )?(struct |unsigned |enum )?[a-z_]+ \**[a-z_]+(\[.*\])?( = .*)?;' tools/core --include='*.c'; then
	complain 'tools/core keeps state: the lines above are not const'
fi
# Golden cases are what they are.
git ls-files '*.c' '*.h' '*.sh' '*.t' Makefile | grep -v '^tests/[^/]*/.*/' | while read -r f; do
	[ -f "$f" ] || continue
	head -3 "$f" | grep -q 'SPDX-License-Identifier: GPL-2.0-only' || echo "$f"
done | grep . && complain 'no SPDX line in the files above'
if command -v shellcheck >/dev/null; then
	git ls-files '*.sh' '*.t' .ci/run debian/tests/matrix | xargs -r shellcheck || complain 'shellcheck'
fi
exit "$bad"
