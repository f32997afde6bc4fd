#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Installs the packages that are missing, after naming them; does nothing,
# quickly, when all are there.
#	deps.sh [--no-install] [--for build|matrix|tests] [--conf FILE] [PACKAGE...]
# --no-install only names them and fails. --for says what they are wanted for
# (default: tests, which is all); a matrix wants what a build wants and more, the
# tests what a matrix wants and more. PACKAGEs are wanted besides. A matrix also
# wants each 'package' of the targets in FILE (default: backport.conf), their
# compilers and QEMUs, and, for checks in shell, a busybox for each: busybox.sh;
# git-email, when FILE has a [mail] section and there is no sendmail.
#
# Names are those of Debian 12 and 13 and Ubuntu 24.04; for A|B, the first that
# apt has; in NAME-@clang-NAME, @clang is the version that clang depends on.
set -eu

build='build-essential libarchive-dev libdw-dev libelf-dev libgit2-dev
libjansson-dev libsqlite3-dev libssl-dev pkgconf|pkg-config zlib1g-dev'
matrix='bc bison bubblewrap ca-certificates ccache cpio flex git kmod perl procps
xz-utils zstd'
tests='clang git-email libclang-rt-@clang-dev libcmocka-dev libmailtools-perl
libxml2-utils mandoc python3-jsonschema python3-yaml quilt shellcheck valgrind'

# The same for systems without dpkg: programs, and libraries as pkg-config has them.
build_programs='cc make pkg-config'
matrix_programs='bc bison bwrap ccache cpio flex git kmod perl ps xz zstd'
tests_programs='clang mandoc prove quilt shellcheck valgrind xmllint'
libraries='jansson libarchive libcrypto libdw libelf sqlite3 zlib'
libgit2='libgit2 >= 1.5 libgit2 < 1.10'

# Where the program is installed, only kernels are built.
if [ ! -e "$(dirname "$0")/../tools/backport.c" ]; then
	build='build-essential libelf-dev libssl-dev'
	libraries='libcrypto libelf' libgit2=
fi

usage() {
	echo 'usage: share/deps.sh [--no-install] [--for build|matrix|tests] [--conf FILE] [PACKAGE...]' >&2
	exit 129
}

install=1 more='' what=tests conf=backport.conf
while [ $# -gt 0 ]; do
	case $1 in
	--no-install) install= ;;
	--for) [ $# -ge 2 ] || usage; what=$2; shift ;;
	--conf) [ $# -ge 2 ] || usage; conf=$2; shift ;;
	-*) usage ;;
	*) more="$more $1" ;;
	esac
	shift
done
case $what in
build) packages=$build programs=$build_programs ;;
matrix) packages="$build $matrix" programs="$build_programs $matrix_programs" ;;
tests) packages="$build $matrix $tests"
	programs="$build_programs $matrix_programs $tests_programs" ;;
*) usage ;;
esac

# of_targets KEY: what the configuration says for it, a line each
of_targets() {
	[ ! -r "$conf" ] ||
		sed -n "s/^[[:blank:]]*$1[[:blank:]]*=[[:blank:]]*\\([^[:blank:]#;]*\\).*/\\1/p" "$conf"
}
# The packages of the compilers that targets name: X-gcc-12 is in gcc-12-X
compilers() {
	of_targets cc | sed -n 's/_/-/g; s/^\(.*\)-\(gcc-[0-9][0-9]*\)$/\2-\1/p; s/^gcc-[0-9][0-9]*$/&/p
		s/^clang\(-[0-9][0-9]*\)\{0,1\}$/&/p'
	of_targets llvm | sed -n 's/^1$/clang lld llvm/p
		s/^\(-[0-9][0-9]*\)$/clang\1 lld\1 llvm\1/p'
}
if [ "$what" != build ]; then
	packages="$packages $(of_targets package) $(compilers)"
	programs="$programs $(of_targets qemu) $(of_targets cross | sed 's/$/gcc/') $(of_targets cc)"
fi
# Who mails reports needs something that sends them.
if [ "$what" = matrix ] && grep -q '^[[:blank:]]*\[mail\]' "$conf" 2>/dev/null &&
	! PATH=$PATH:/usr/sbin:/usr/lib command -v sendmail >/dev/null; then
	packages="$packages git-email"
fi

# The Debian architectures of the targets, by how their cross compilers are called
target_archs() {
	of_targets cross | sort -u | sed -n 's/^powerpc64le-.*/ppc64el/p
		s/^aarch64-.*/arm64/p; s/^x86_64-.*/amd64/p; s/^riscv64-.*/riscv64/p
		s/^s390x-.*/s390x/p; s/^arm-.*/armhf/p; s/^i686-.*/i386/p'
}

# Checks in shell are run by busybox.
get_busybox() {
	[ "$what" != build ] || return 0
	set -- checks/*/check.sh
	[ -e "$1" ] || return 0
	for arch in $(target_archs); do
		[ ! -x "${BACKPORT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/backport}/busybox/$arch/busybox" ] || continue
		if [ -z "$install" ]; then
			echo "deps: missing: busybox for $arch; run: $(dirname "$0")/busybox.sh $arch" >&2
			exit 128
		fi
		"$(dirname "$0")/busybox.sh" "$arch"
	done
}

# libgit2 keeps no promise from one minor version to the next: these are tried.
check_libgit2() {
	if [ -n "$libgit2" ] && pkg-config --exists libgit2 2>/dev/null &&
		! pkg-config --exists "$libgit2"; then
		echo "deps: libgit2 is $(pkg-config --modversion libgit2); 1.5 to 1.9 are known to work" >&2
		pkg-config --exists 'libgit2 >= 1.5' || exit 128
	fi
}

# Without dpkg nothing is installed: what is missing is named.
without_dpkg() {
	missing=
	for program in $programs $more; do
		command -v "$program" >/dev/null || missing="$missing $program"
	done
	for library in $libraries ${libgit2:+"$libgit2"}; do
		pkg-config --exists "$library" 2>/dev/null || missing="$missing ${library%% *}"
	done
	[ -n "$missing" ] || exit 0
	echo "deps: this is not Debian or Ubuntu; install what your system calls:$missing${libgit2:+ (libgit2: 1.5 to 1.9)}" >&2
	exit 128
}

# installed NAMES...: those of them that are
installed() {
	dpkg-query -W -f '${Status} ${Package}\n' "$@" 2>/dev/null |
		sed -n 's/^install ok installed //p' || :
}

# among NAME LIST: whether it is a line of the list
among() {
	case "
$2
" in
	*"
$1
"*) ;;
	*) return 1 ;;
	esac
}

# The names that apt can install, a line each, out of all that are asked for: one question
known() {
	# shellcheck disable=SC2046,SC2086 # words
	apt-cache policy $(echo $packages $more | tr '|' ' ') 2>/dev/null |
		awk '/^[^ ].*:$/ { name = substr($1, 1, length($1) - 1) }
		$1 == "Candidate:" && $2 != "(none)" { print name }'
}

# The name to install for one that is wanted, A|B: the first that apt has, else A.
# In a shell of its own, whose IFS it changes.
named() {
	IFS='|'
	for name in $1; do
		if among "$name" "$apt"; then
			echo "$name"
			return
		fi
	done
	echo "${1%%|*}"
}

# Which clang is the default: of the one that is installed, else of apt's
clang_version() {
	for ask in "dpkg-query -W -f \${Depends}\n clang" "apt-cache depends clang"; do
		version=$($ask 2>/dev/null |
			grep -o 'clang-[0-9][0-9]*' | head -n 1) || :
		[ -z "$version" ] || break
	done
	echo "${version#clang-}"
}

# Leaves in $missing what is wanted and not there, as it is written above.
find_missing() {
	# One question for all of them: a question each is most of an unchanged matrix's time.
	# shellcheck disable=SC2046,SC2086 # words
	there=$(installed $(echo $packages $more | tr '|' ' '))
	missing=
	between=$IFS
	for p in $packages $more; do
		found='' IFS='|'
		for name in $p; do
			! among "$name" "$there" || found=1
		done
		IFS=$between
		[ -n "$found" ] || missing="$missing $p"
	done
}

# Leaves in $names what to call them.
name_missing() {
	apt=$(known)
	names=
	for p in $missing; do
		names="$names $(named "$p")"
	done
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	without_dpkg
fi
wanted=$packages
case $wanted in
*@clang*) packages=$(echo "$wanted" | sed "s/@clang/$(clang_version)/g") ;;
esac
find_missing
if [ -z "$missing" ]; then
	check_libgit2
	get_busybox
	exit 0
fi
if [ -z "$install" ]; then
	name_missing
	echo "deps: missing:$names; run: apt-get install$names" >&2
	exit 128
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		name_missing
		echo "deps: missing:$names; run as root: apt-get install$names" >&2
		exit 128
	}
	sudo=sudo
fi
$sudo apt-get -qq update
# Only now does a fresh machine know the names.
packages=$(echo "$wanted" | sed "s/@clang/$(clang_version)/g")
find_missing
name_missing
echo "deps: installing$names" >&2
# shellcheck disable=SC2086 # the list is meant to be split
$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $names >/dev/null
check_libgit2
get_busybox
