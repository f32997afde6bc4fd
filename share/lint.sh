#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What a compiler does not see: includes that run back up a layer, impure core,
# missing licence lines, files that are too long, shell mistakes.
set -eu
cd "$(dirname "$0")/.."
bad=0

complain() {
	printf 'lint: %s\n' "$1" >&2
	bad=1
}

# Arrows run one way: backport.c -> cmd/ -> sys/ -> core/ (STYLE, "Layers").
if grep -rnE '#include *("(\.\./)*(sys/|cmd)|<git2|<archive|<sqlite3)' tools/core --include='*.[ch]'; then
	complain 'tools/core includes something that is not pure'
fi
if grep -rnE '#include *"(\.\./)*cmd' tools/sys --include='*.[ch]'; then
	complain 'tools/sys includes a command'
fi
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
git ls-files 'tools/*.c' 'guest/*.c' 'tests/*.c' | while read -r f; do
	[ -f "$f" ] && [ "$(wc -l <"$f")" -gt 450 ] && echo "$f"
done | grep . && complain 'files above have outgrown their room: two nouns?'
if command -v shellcheck >/dev/null; then
	git ls-files '*.sh' '*.t' .ci/run | xargs -r shellcheck || complain 'shellcheck'
fi
exit "$bad"
