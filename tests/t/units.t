#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The systemd units and the container's recipe say what there is.
set -eu
. "$(dirname "$0")/../tap.sh"
cd "$TOP"

if command -v systemd-analyze >/dev/null; then
	for unit in service timer; do
		cp "share/systemd/backport-matrix@.$unit" "$tmp/backport-matrix@tmp.$unit"
	done
	got=0
	systemd-analyze verify --man=no "$tmp/backport-matrix@tmp.service" "$tmp/backport-matrix@tmp.timer" >"$tmp/out" 2>&1 || got=$?
	ok "$got" 'systemd takes the units'
	[ "$got" -eq 0 ] || sed 's/^/#  /' "$tmp/out"
else
	skip 'no systemd-analyze'
fi
for f in share/systemd/*; do
	words=$(sed -n 's/^ExecStart=.*backport //p' "$f")
	# shellcheck disable=SC2086 # words
	[ -z "$words" ] || { run 0 help ${words%% *} && for word in ${words#* }; do grep -q -e "$word" "$tmp/out"; done; }
	ok $? "$f: its command is one"
done
# shellcheck disable=SC2013 # words
for f in $(grep -o '/src/[a-z./]*' share/container/Containerfile | sort -u); do
	holds "the recipe runs ${f#/src/}" test -x ".${f#/src}"
done
done_testing
