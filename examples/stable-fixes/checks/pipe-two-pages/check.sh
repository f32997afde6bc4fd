#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A user with too many pipe buffers fills a pipe, and reads all but one byte:
# does another byte go in?
set -u
limit=/proc/sys/fs/pipe-user-pages-soft
fifo=/tmp/pipe-two-pages

# Fills the pipe and empties it again: prints how much it takes.
size_of_pipe()
{
	timeout 1 cat /dev/zero >&3
	timeout 1 cat <&3 | wc -c
}

if [ $# = 0 ]; then
	[ -w "$limit" ] || { echo "no $limit"; exit 4; }
	rm -f "$fifo" "$fifo.first"
	mkfifo -m 666 "$fifo" "$fifo.first" || exit 99
	exec 3<>"$fifo" || exit 99
	size=$(size_of_pipe)
	exec 3<&-
	was=$(cat "$limit")
	echo 1 >"$limit"
	# As nobody, whom the limit is for; -p: whatever else runs.
	mkdir -p /etc
	echo 'nobody:x:65534:65534::/:/bin/sh' >/etc/passwd
	start-stop-daemon -S -p /tmp/none -c nobody -x /bin/sh -- \
		"$0" "$size"
	status=$?
	echo "$was" >"$limit"
	case $status in
	0) exit 0 ;;
	10) exit 1 ;;
	*) exit 99 ;;
	esac
fi

# v4.4 counts the pipes that there are, later ones the new one too.
exec 4<>"$fifo.first" 3<>"$fifo" || exit 99
size=$(size_of_pipe)
if [ "$size" -ge "$1" ]; then
	echo "a pipe takes $size bytes: the limit does not hold"
	exit 99
fi
dd if=/dev/zero bs="$size" count=1 >&3 2>/dev/null
dd bs=$((size - 1)) count=1 <&3 >/dev/null 2>&1
if ! echo | timeout 2 dd bs=1 count=1 >&3 2>/dev/null; then
	echo "a pipe of $size bytes takes none beside the one that it has"
	exit 10
fi
