#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A FIFO, a device, a file of 6 GB where a file is wanted: refused, at once, by name. What may not be read is not taken for what
# is not there.
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

# A folder without patches in the place of a series
mv series/v1 right
mkdir series/v1
for cmd in status plan 'tree get v1' check; do
	# shellcheck disable=SC2086 # its words
	status 128 "$cmd, with a folder for a series" "$BACKPORT" $cmd
	is "$said" 'backport: series/v1: this folder has neither a series file nor a patch' 'and it is said, once'
done
rmdir series/v1
mv right series/v1

# tree get ends with what it could not say of a base that is there
"$BACKPORT" tree get v1 >"$tmp/base"
wrong=''
for at in $(seq 60); do
	got=0
	INJECT_AT=$at INJECT_ERROR=EIO injected "$BACKPORT" tree get v1 >"$tmp/now" 2>/dev/null || got=$?
	cmp -s "$tmp/base" "$tmp/now" || [ $got -eq 128 ] || wrong="$wrong $at"
done
is "$wrong" '' 'tree get says the base, or ends with 128'

# unreadable PATH COMMAND...: by root neither, which may read all else
unreadable() {
	path=$1
	shift
	mode=$(stat -c %a "$path")
	chmod 0 "$path"
	if [ "$(id -u)" = 0 ]; then
		set -- setpriv --bounding-set=-dac_override,-dac_read_search "$@"
	fi
	got=0
	said=$("$@" 2>&1) || got=$?
	chmod "$mode" "$path"
}
if [ "$(id -u)" = 0 ] && ! setpriv --bounding-set=-dac_override,-dac_read_search true 2>/dev/null; then
	skip 'root may read all here'
	done_testing
fi
unreadable series "$BACKPORT" status
is "$got" 128 'status, the folder of series closed'
matches "$said" 'series/v1.*: Permission denied' 'and it is said'
unreadable series/v1 "$BACKPORT" tree get v1
is "$got" 128 'tree get, the series closed'
matches "$said" 'series/v1: cannot open: Permission denied' 'and it is said'
unreadable "$BACKPORT_CACHE/linux.git/bases" "$BACKPORT" tree list
is "$got" 128 'tree list, the folder of what is known of bases closed'
matches "$said" 'bases/v1.*: Permission denied' 'and it is said'
fault ''
matrix
for closed in "$work/before" out/v1; do
	unreadable "$closed" "$BACKPORT" report
	matches "$said" 'Permission denied' "report, ${closed##*/} closed"
	is "$(printf '%s\n' "$said" | grep 'is gone\|not run')" '' 'is not gone'
done
done_testing
