#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fills a fuzzer's corpus from the golden cases: seed.sh FUZZER CORPUS
set -eu
cases=$(dirname "$0")/..
case $1 in
fuzz-console) find "$cases/console" -name log ;;
fuzz-build-log) find "$cases" "$cases/../kconfig" \( -name "*.log" -o -name "*.config" \) ;;
fuzz-series) find "$cases" -name 'series*' -type f ;;
*) find "$cases" -name '*patch*' -type f ;;
esac | while read -r f; do
	cp "$f" "$2/$(printf '%s' "$f" | tr '/' '_')"
done
# A recipe begins with \1: tests/fuzz/fuzz-apply.c
[ "$1" != fuzz-apply ] || printf '\1\2\3\1\0\1\1\2\1\3\2\4\1\1\2\2\3\0\1\1\2' >"$2/recipe"
