#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Installs the Debian packages that are missing, after naming them; does
# nothing, quickly, when all are there. --no-install: names them and fails.
# Other arguments are packages that are wanted besides.
set -eu

packages='build-essential bc bison bubblewrap ca-certificates ccache clang cpio flex git git-email
gcc-powerpc64le-linux-gnu kmod libarchive-dev libc6-dev-ppc64el-cross
libclang-rt-14-dev libcmocka-dev libdw-dev libelf-dev libgit2-dev
libjansson-dev libmailtools-perl libsqlite3-dev libssl-dev libxml2-utils mandoc perl pkg-config procps
python3-jsonschema qemu-system-data qemu-system-ppc quilt shellcheck xz-utils
zlib1g-dev zstd'

install=1
for arg; do
	case $arg in
	--no-install) install= ;;
	*) packages="$packages $arg" ;;
	esac
done
# One question for all of them: a question each is most of an unchanged matrix's time.
# shellcheck disable=SC2086 # the list is meant to be split
there=$(dpkg-query -W -f '${Status} ${Package}\n' $packages 2>/dev/null |
	sed -n 's/^install ok installed //p') || :
missing=
for p in $packages; do
	case "
$there
" in
	*"
$p
"*) ;;
	*) missing="$missing $p" ;;
	esac
done
[ -n "$missing" ] || exit 0
if [ -z "$install" ]; then
	echo "deps: missing:$missing; run: apt-get install$missing" >&2
	exit 128
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "deps: missing:$missing; run as root: apt-get install$missing" >&2
		exit 128
	}
	sudo=sudo
fi
echo "deps: installing$missing" >&2
$sudo apt-get -qq update
# shellcheck disable=SC2086 # the list is meant to be split
$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing >/dev/null
