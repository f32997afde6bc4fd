#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Which lines of core/ were run, from what gcc's --coverage left in a build's
# folder: coverage.sh DIR. A table by folder, and the files that were reached least.
set -eu
find "$1/tools/core" -name '*.gcno' -exec gcov -n {} + 2>/dev/null |
	awk '
	/^File / { file = substr($2, 2, length($2) - 2) }
	/^Lines executed:/ && file ~ /^tools\/core\/.*\.c$/ && !seen[file]++ {
		split($2, part, /[:%]/)
		run = part[2] / 100 * $4
		folder = file
		sub(/\/[^\/]*$/, "", folder)
		lines[folder] += $4; reached[folder] += run
		all += $4; in_all += run
		printf "%6.1f %5d  %s\n", part[2], $4, file
	}
	END {
		for (f in lines)
			printf "folder %6.1f %5d  %s\n", 100 * reached[f] / lines[f], lines[f], f
		if (all)
			printf "folder %6.1f %5d  tools/core\n", 100 * in_all / all, all
	}' | sort -n >"$1/reached"
[ -s "$1/reached" ] || {
	echo "coverage: nothing was run in $1" >&2
	exit 128
}
echo '   per cent of lines, of the files reached least'
grep -v '^folder' "$1/reached" | head -n 15
echo '   per cent of lines, by folder'
sed -n 's/^folder//p' "$1/reached" | sort -k 3
