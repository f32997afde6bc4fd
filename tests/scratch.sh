#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Prints the folder for the files of the shell tests: TMPDIR, if that is set, else
# one in memory, if there is plenty, else /tmp. The tests make and remove thousands
# of files, which ext4 does slowly where many were removed before, and the tool
# waits until each result is on the disk (fsync).
set -u
memory=/dev/shm

kib_left() { # of the memory, and of the folder's share of it
	sed -n 's/^MemAvailable: *\([0-9]*\).* kB$/\1/p' /proc/meminfo
	df -Pk "$memory" | awk 'NR == 2 { print $4 }'
}
plenty() {
	kib_left 2>/dev/null | awk '$1 / 1024 < 6000 { exit 1 } END { if (NR < 2) exit 1 }'
}
# It may be mounted noexec.
runs_programs() {
	try=$(mktemp "$memory/backport.XXXXXX" 2>/dev/null) || return
	echo '#!/bin/sh' >"$try"
	chmod +x "$try"
	"$try" 2>/dev/null
	got=$?
	rm "$try"
	return "$got"
}

if [ -z "${TMPDIR:-}" ] && plenty && runs_programs; then
	echo "$memory"
else
	echo "${TMPDIR:-/tmp}"
fi
