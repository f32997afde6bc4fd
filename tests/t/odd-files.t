#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A FIFO, a device, a file of 6 GB where a file is wanted: refused, at once, by name.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

"$BACKPORT" -q tree add v1 "$tmp/linux" >/dev/null
mkfifo "$tmp/fifo"
ln -s /dev/zero "$tmp/device"
truncate -s 6G "$tmp/sparse"

# odd WHAT FILE COMMAND...: each of them in FILE's place
odd() {
	what=$1 file=$2
	shift 2
	[ ! -e "$file" ] || mv "$file" "$tmp/right"
	for kind in fifo device sparse; do
		case $kind in
		fifo) wanted='FIFO|no file|neither a file' ;;
		device) wanted='device|no file|link|neither a file' ;;
		sparse) wanted='is larger than [0-9]+ MiB|cannot read this tarball|has no files' ;;
		esac
		ln -s "$tmp/$kind" "$file"
		got=0
		said=$(timeout 20 "$@" 2>&1) || got=$?
		case $got in 1 | 124 | 137 | 0) ok 1 "$what is a $kind: status $got" ;; *) ok 0 "$what is a $kind" ;; esac
		matches "$said" "$wanted" 'and it is said'
		rm "$file"
	done
	[ ! -e "$tmp/right" ] || mv "$tmp/right" "$file"
}

odd 'a series' series/v1 "$BACKPORT" apply v1 --check
odd 'the configuration' backport.conf "$BACKPORT" apply v1 --check
odd 'a tarball' "$tmp/k.tar" "$BACKPORT" tree add k "$tmp/k.tar"
odd 'a patch to check' "$tmp/x.patch" "$BACKPORT" check "$tmp/x.patch"
done_testing
