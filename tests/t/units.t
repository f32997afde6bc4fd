#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The systemd units, the container's recipe and the Debian package say what there is.
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

# The Debian package
is "$(sed -n '1s/^backport (\(.*\)) .*/\1/p' debian/changelog)" "$(sed -n 's/^VERSION.*= //p' Makefile)" \
	'the package has the version of the program'
control=$(cat debian/control)
for list in build matrix; do
	names=$(sed -n "/^$list='/,/'$/p" share/deps.sh | sed "s/^$list=//; s/'//g; s/|pkg-config//")
	for name in $names; do
		case $name in
		build-essential | ca-certificates) ;;
		*) matches "$control" "^([A-Z].*:.*)? $name([ ,]|\$)" "a $list wants $name, and so does the package" ;;
		esac
	done
done

# Other builds
few=$tmp/few
mkdir "$few"
for program in sh env dirname nproc mktemp rm; do
	ln -s "$(command -v $program)" "$few/"
done
status 129 'an unknown build' tests/builds.sh solaris
matches "$said" "no build 'solaris'; there are clang, musl, arm64" 'says which there are'
status 0 'what cannot be built here' env PATH="$few" tests/builds.sh musl arm64
matches "$said" '^skipped: musl: install musl-tools( |$)' 'is skipped, and said'
matches "$said" '^0 passed, 0 failed, 2 skipped$' 'and counted'
done_testing
