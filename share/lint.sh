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
	[ ! -f "$f" ] || echo "$f"
done | xargs awk 'FNR > 3 { nextfile } /SPDX-License-Identifier: GPL-2.0-only/ { has[FILENAME] }
	END { for (i = 1; i < ARGC; i++) if (!(ARGV[i] in has)) print ARGV[i] }' |
	grep . && complain 'no SPDX line in the files above'
# Only what changed since it was found clean: the sums of those are kept. What
# others read in, or another shellcheck, changes all of them.
if command -v shellcheck >/dev/null; then
	all=$({ shellcheck --version; cat .shellcheckrc tests/*.sh; } 2>/dev/null | sha256sum | cut -c1-16)
	mkdir -p build
	touch build/shellchecked
	git ls-files '*.sh' '*.t' .ci/run debian/tests/matrix | xargs -r sha256sum |
		sed "s/^/$all /" | sort >build/shellchecked.$$
	if sort build/shellchecked | comm -13 - build/shellchecked.$$ | sed 's/^[^ ]* [^ ]*  //' | xargs -r -n 8 -P "$(nproc)" shellcheck; then
		mv build/shellchecked.$$ build/shellchecked
	else
		rm build/shellchecked.$$
		complain 'shellcheck'
	fi
fi
exit "$bad"
