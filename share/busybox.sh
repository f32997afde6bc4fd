#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fetches the static busybox that runs checks in shell into the cache:
#	busybox.sh ARCH...
# ARCH is Debian's name of an architecture, ppc64el. Nothing is installed: the
# package is fetched with lists of its own, also for architectures that this
# machine's dpkg does not know.
set -eu

[ $# -gt 0 ] || { echo 'usage: share/busybox.sh ARCH...' >&2; exit 129; }
cache=${BACKPORT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/backport}
work=''
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

# fetch ARCH: the package, in the current folder
fetch() {
	if [ "$1" = "$(dpkg --print-architecture)" ] &&
		apt-get -qq download busybox-static >/dev/null 2>&1; then
		return
	fi
	mkdir -p lists/partial cache/archives/partial
	set -- -qq -o "APT::Architecture=$1" -o "APT::Architectures=$1" \
		-o "Dir::State::Lists=$PWD/lists" -o "Dir::Cache=$PWD/cache" \
		-o APT::Sandbox::User=root
	# a source without this architecture does not matter
	apt-get "$@" update || :
	apt-get "$@" download busybox-static
}

for arch; do
	to=$cache/busybox/$arch
	[ ! -x "$to/busybox" ] || continue
	if ! command -v apt-get >/dev/null; then
		echo "busybox: there is no apt-get here; put a static busybox for $arch at $to/busybox" >&2
		exit 128
	fi
	echo "busybox: fetching busybox-static for $arch" >&2
	mkdir -p "$to"
	work=$(mktemp -d "$to/.fetch.XXXXXX")
	(cd "$work" && fetch "$arch" && dpkg-deb -x busybox-static_*.deb root) >&2 || {
		echo "busybox: apt has no busybox-static for $arch; put a static busybox at $to/busybox" >&2
		exit 128
	}
	mv "$(find "$work/root" -type f -path '*bin/busybox' | head -n 1)" "$to/busybox"
	rm -rf "$work"
	work=''
done
