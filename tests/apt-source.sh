# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Debian's source packages, looked up in lists of one's own, so that the system's
# need not have deb-src. To be sourced.

# apt_source_lists DIR: reads them, below DIR
apt_source_lists() {
	mkdir -p "$1/lists/partial" "$1/cache" "$1/sources"
	apt_source_dir=$(cd "$1" && pwd)
	for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
		[ ! -f "$f" ] || sed -n 's/^deb /deb-src /p' "$f"
	done >"$1/sources/src.list"
	for f in /etc/apt/sources.list.d/*.sources; do
		[ ! -f "$f" ] || sed 's/^Types:.*/Types: deb-src/' "$f" >"$1/sources/$(basename "$f")"
	done
	# what another of its sources lacks does not matter here
	with_sources apt-get update >&2 || :
}

# with_sources PROGRAM WORD...: apt-get or apt-cache, with these lists
with_sources() {
	program=$1
	shift
	"$program" -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$apt_source_dir/sources" \
		-o "Dir::State::lists=$apt_source_dir/lists" -o "Dir::Cache=$apt_source_dir/cache" \
		-o APT::Sandbox::User=root "$@"
}
