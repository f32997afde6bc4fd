#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Builds by other compilers, with another C library, for other machines, and the
# Debian package twice: each that can be tried here. It takes many minutes.
#	builds.sh [package|clang|musl|arm64|ppc64el]...
set -eu
cd "$(dirname "$0")/.."
unset MAKEFLAGS MFLAGS MAKELEVEL
jobs=$(nproc)
ccache=$(command -v ccache || :)
passed=0 failed=0 skipped=0
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# tried NAME COMMAND...: in a shell of its own, its words in a log
tried() {
	name=$1
	shift
	# not as a condition, in which -e would count for nothing
	set +e
	(set -eu; "$@") >"$tmp/log" 2>&1
	status=$?
	set -e
	if [ "$status" -eq 0 ]; then
		echo "ok: $name"
		passed=$((passed + 1))
	else
		tail -n 30 "$tmp/log" | sed 's/^/  /'
		echo "not ok: $name"
		failed=$((failed + 1))
	fi
}

# wants NAME PROGRAM=PACKAGE...: false, and said, when a program is not here
wants() {
	name=$1 missing=''
	shift
	for pair; do
		command -v "${pair%%=*}" >/dev/null || missing="$missing ${pair#*=}"
	done
	[ -n "$missing" ] || return 0
	echo "skipped: $name: install$missing"
	skipped=$((skipped + 1))
	return 1
}

# make_in FOLDER WORDS...: below build/
make_in() {
	folder=$1
	shift
	make -s -j"$jobs" B="build/$folder" "$@"
}

by_clang() {
	make_in clang CC="$ccache clang" CFLAGS='-O2 -g -Werror' build/clang/backport check-unit
}

# The program is compiled; its libraries are there for glibc alone. Those of the
# unit tests are made for musl, so that these are linked and run. What is not
# glibc's stands in a folder of its own.
by_musl() {
	multiarch=$(cc -print-multiarch)
	mkdir -p "build/musl/include/$multiarch"
	for name in linux asm-generic archive.h archive_entry.h dwarf.h elfutils gelf.h git2 git2.h \
		jansson.h libelf.h openssl sqlite3.h zlib.h "$multiarch/asm" \
		"$multiarch/jansson_config.h" "$multiarch/openssl" "$multiarch/zconf.h"; do
		[ ! -e "/usr/include/$name" ] ||
			ln -sfn "/usr/include/$name" "build/musl/include/$name"
	done
	make_in musl CC="$ccache musl-gcc -isystem $PWD/build/musl/include -isystem $PWD/build/musl/include/$multiarch" \
		CFLAGS='-O2 -Werror' objects
	libs=$PWD/build/musl-libs
	tests/musl-libs.sh "$libs"
	make_in musl-unit CC="$ccache musl-gcc -static -isystem $libs/include -L$libs/lib" PKGCFLAGS='' FUZZOBJ='' \
		CFLAGS='-O2 -g -Werror' check-unit
}

# The libraries of another architecture, and what they need, below a folder
fetch_root() {
	arch=$1 root=$2
	[ ! -e "$root/done" ] || return 0
	rm -rf "$root"
	mkdir -p "$root/usr/lib" "$root/usr/lib64" "$root/apt/lists/partial" "$root/apt/cache/archives/partial"
	ln -s usr/lib "$root/lib"
	ln -s usr/lib64 "$root/lib64"
	: >"$root/apt/status"
	set -- -qq -y --no-install-recommends -o "APT::Architecture=$arch" -o "APT::Architectures=$arch" \
		-o "Dir::State::Lists=$root/apt/lists" -o "Dir::Cache=$root/apt/cache" \
		-o "Dir::State::status=$root/apt/status" -o APT::Sandbox::User=root
	# what another of its sources lacks does not matter here
	apt-get "$@" update || :
	# shellcheck disable=SC2046 # words
	apt-get "$@" --download-only install libc6-dev $(sed '/^Package:/,$d' debian/control | grep -o '^ [a-z0-9]*-dev')
	for deb in "$root"/apt/cache/archives/*.deb; do
		dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$root"
	done
	rm -rf "$root/apt"
	# Links to libraries begin at the root.
	find "$root/usr/lib" "$root/usr/lib64" -type l -lname '/*' | while read -r link; do
		ln -sfn "$root$(readlink "$link")" "$link"
	done
	touch "$root/done"
}

# for_machine ARCH GNU QEMU
for_machine() {
	root=$PWD/build/$1-root
	fetch_root "$1" "$root"
	export PKG_CONFIG_SYSROOT_DIR="$root" PKG_CONFIG_LIBDIR="$root/usr/lib/$2/pkgconfig:$root/usr/share/pkgconfig"
	export RUN="$3 -L $root"
	make_in "$1" CC="$ccache $2-gcc --sysroot=$root" AR="$2-ar" CFLAGS='-O2 -g -Werror' "build/$1/backport" check-unit
	env -u PKG_CONFIG_SYSROOT_DIR -u PKG_CONFIG_LIBDIR make -s -j"$jobs" backport
	$RUN "build/$1/backport" check >"$tmp/there"
	./backport check >"$tmp/here"
	cmp "$tmp/there" "$tmp/here"
}

# unpack FOLDER: the files as they are here
unpack() {
	mkdir -p "$1"
	git ls-files -z | tar -c --null -T - | tar -x -C "$1"
}

# package FOLDER [VARIABLE=VALUE]...
package() {
	to=$1
	shift
	(cd "$to" && env -u CCACHE_NOHASHDIR CCACHE_DISABLE=1 "$@" dpkg-buildpackage -us -uc -b)
}

# Two of them are the same, lintian finds no error, its own test passes, and
# nothing is left of a build.
as_package() {
	unpack "$tmp/one/backport"
	(cd "$tmp/one/backport" && find . | sort >"$tmp/were")
	package "$tmp/one/backport"
	unpack "$tmp/another/folder"
	package "$tmp/another/folder" DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-} nocheck" LC_ALL=C.UTF-8 TZ=Asia/Tokyo
	for deb in "$tmp"/one/*.deb; do
		cmp "$deb" "$tmp/another/${deb##*/}"
	done
	lintian --fail-on error "$tmp"/one/*.changes
	dpkg-deb -x "$tmp"/one/backport_*.deb "$tmp/root"
	BACKPORT=$tmp/root/usr/bin/backport "$tmp/one/backport/debian/tests/matrix"
	(cd "$tmp/one/backport" && debian/rules clean && find . | sort >"$tmp/left")
	diff "$tmp/were" "$tmp/left"
}

[ $# -gt 0 ] || set -- clang musl arm64 ppc64el package
for what; do
	case $what in
	clang)
		! wants clang clang=clang || tried 'by clang' by_clang ;;
	musl)
		! wants musl musl-gcc=musl-tools apt-get=apt dpkg-source=dpkg-dev || tried 'with musl' by_musl ;;
	arm64)
		! wants arm64 apt-get=apt aarch64-linux-gnu-gcc=gcc-aarch64-linux-gnu qemu-aarch64=qemu-user ||
			tried 'for arm64' for_machine arm64 aarch64-linux-gnu qemu-aarch64 ;;
	ppc64el)
		! wants ppc64el apt-get=apt powerpc64le-linux-gnu-gcc=gcc-powerpc64le-linux-gnu qemu-ppc64le=qemu-user ||
			tried 'for ppc64el' for_machine ppc64el powerpc64le-linux-gnu qemu-ppc64le ;;
	package)
		! wants package dpkg-buildpackage=dpkg-dev dh=debhelper lintian=lintian ||
			tried 'as a package' as_package ;;
	*)
		echo "builds.sh: no build '$what'; there are clang, musl, arm64, ppc64el and package" >&2
		exit 129 ;;
	esac
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
