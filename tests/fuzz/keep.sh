#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Keeps what the fuzzers found for the runs to come: keep.sh FUZZER...
# Of all the inputs that a fuzzer has, in corpus-NAME beside it, the fewest that reach
# what all of them reach become corpus/NAME.tar.xz here; the same ones make the same file.
set -eu
here=$(dirname "$0")
kept=$(mktemp -d)
scratch=$(mktemp -d -p /dev/shm backport-fuzz-XXXXXX)
trap 'rm -rf "$kept" "$scratch"' EXIT
mkdir -p "$here/corpus"
for fuzzer; do
	name=$(basename "$fuzzer")
	corpus=$(dirname "$fuzzer")/corpus-$name
	mkdir -p "$kept/$name" "$corpus" "$scratch/$name"
	"$here/seed.sh" "$name" "$corpus"
	FUZZ_SCRATCH=$scratch/$name "$fuzzer" -merge=1 -max_len=65536 -timeout=20 -rss_limit_mb=2048 \
		-artifact_prefix="$corpus-" "$kept/$name" "$corpus" >"$corpus.log" 2>&1 ||
		{ tail -20 "$corpus.log" >&2; exit 1; }
	# It leaves out what crashes, and goes on.
	for input in "$corpus"-*; do
		[ ! -f "$input" ] || { echo "$name: $input crashes it" >&2; exit 1; }
	done
	tar -C "$kept" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
		--mode=a+rX,u+w,go-w -cf - "$name" | xz -9e >"$here/corpus/$name.tar.xz"
	echo "$name: $(find "$kept/$name" -type f | wc -l) of $(find "$corpus" -type f | wc -l) inputs kept"
done
