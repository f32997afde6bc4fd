#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fills a fuzzer's corpus with what earlier runs found, and from the golden cases:
# seed.sh FUZZER CORPUS
set -eu
cases=$(dirname "$0")/..
kept=$(dirname "$0")/corpus/$1.tar.xz
[ ! -f "$kept" ] || tar -xJf "$kept" --strip-components=1 -C "$2"
if [ "$1" = fuzz-object ]; then
	printf 'static int g(int a) { return a + 1; }\nint t[2];\nint f(int a) { return g(a) ? t[a] : (int)sizeof("x"); }\n' >"$2/seed.c"
	for flags in '-g -O2' '-g0 -O0' '-g -O1 -m32' '-gdwarf-4 -O2 -ffunction-sections'; do
		# shellcheck disable=SC2086 # several flags
		${CC:-cc} $flags -c -o "$2/seed$(printf '%s' "$flags" | tr -d ' ').o" "$2/seed.c" 2>/dev/null || :
	done
	rm "$2/seed.c"
	exit
fi
if [ "$1" = fuzz-tar ]; then
	printf 'int main;\n' >"$2/main.c"
	ln -sf main.c "$2/link"
	ln -f "$2/main.c" "$2/again"
	for format in ustar pax gnu; do
		tar -C "$2" --format=$format --transform 's,^,linux/,' -cf "$2/seed.$format" main.c link again
		gzip -kf "$2/seed.$format"
	done
	rm "$2/main.c" "$2/link" "$2/again"
	exit
fi
case $1 in
fuzz-conf) find "$cases/.." "$cases" -name '*.conf' -type f ;;
fuzz-result) find "$cases/report" -name '*.json' -type f ;;
fuzz-bundle) find "$cases/report" \( -name '*.json' -o -name '*.conf' \) -type f ;;
fuzz-console) find "$cases/console" -name log ;;
fuzz-build-log) find "$cases" "$cases/../kconfig" \( -name "*.log" -o -name "*.config" \) ;;
fuzz-series) find "$cases" -name 'series*' -type f ;;
*) find "$cases" -name '*patch*' -type f ;;
esac | tar -cP --transform 's,/,_,g' -T - | tar -xP -C "$2"
# A recipe begins with \1: tests/fuzz/fuzz-apply.c
[ "$1" != fuzz-apply ] || printf '\1\2\3\1\0\1\1\2\1\3\2\4\1\1\2\2\3\0\1\1\2' >"$2/recipe"
