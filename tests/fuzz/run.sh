#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs each fuzzer for SECONDS, as many at a time as there are processors, seeded
# from the golden cases: run.sh SECONDS FUZZER...
# Prints one line per fuzzer; for a crash it prints the log and the input, and fails.
# With FUZZ_SEED=N each run tries the same inputs, as many as the time allows; with 0,
# the default, each run tries others.
set -eu
here=$(dirname "$0")
if [ "${1:-}" != --one ]; then
	seconds=$1
	shift
	printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 "$0" --one "$seconds"
	exit
fi
seconds=$2
fuzzer=$3
name=$(basename "$fuzzer")
corpus=$(dirname "$fuzzer")/corpus-$name
seed=${FUZZ_SEED:-0}
# With a seed, what earlier runs found would lead elsewhere.
[ "$seed" = 0 ] || rm -rf "$corpus"
mkdir -p "$corpus"
"$here/seed.sh" "$name" "$corpus"
found=$corpus-$$
FUZZ_SCRATCH=$(mktemp -d -p /dev/shm backport-fuzz-XXXXXX)
export FUZZ_SCRATCH
trap 'rm -rf "$FUZZ_SCRATCH"' EXIT
if "$fuzzer" -max_total_time="$seconds" -seed="$seed" -timeout=20 -rss_limit_mb=2048 \
	-print_final_stats=1 -artifact_prefix="$found-" "$corpus" >"$corpus.log" 2>&1; then
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$corpus.log")
	echo "$name: clean, $runs runs in $seconds s"
	exit
fi
{
	tail -60 "$corpus.log"
	for input in "$found"-*; do
		[ -f "$input" ] || continue
		echo "$input, for base64 -d | gunzip:"
		gzip -c "$input" | base64
	done
	grep -a 'Assertion\|ERROR:\|runtime error' "$corpus.log" || :
	echo "$name: FAILED; an input that it found is kept as $found-*"
} >&2
exit 1
