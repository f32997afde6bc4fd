#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs each fuzzer for SECONDS, seeded from the golden cases: run.sh SECONDS FUZZER...
set -eu
seconds=$1
shift
here=$(dirname "$0")
for fuzzer; do
	name=$(basename "$fuzzer")
	corpus=$(dirname "$fuzzer")/corpus-$name
	mkdir -p "$corpus"
	"$here/seed.sh" "$name" "$corpus"
	"$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
		-verbosity=0 -print_final_stats=1 -artifact_prefix="$corpus-" "$corpus"
done
