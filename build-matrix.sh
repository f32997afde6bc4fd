#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The main job, in a clone of this project: installs what is missing, builds the
# tool, and runs `backport matrix`.
set -eu
cd "$(dirname "$0")"

usage() {
	cat <<-'END'
	usage: ./build-matrix.sh [BRANCH...] [--no-install] [options of backport matrix]

	  --no-install    name the packages that are missing instead of installing them

	Installs what a matrix needs (share/deps.sh), builds the tool, and runs ./backport
	matrix, to which the other words go: './backport help matrix' tells more.
	END
}

install=''
for word; do
	shift
	case $word in
	--no-install) install=--no-install ;;
	-h | --help) usage; exit ;;
	*) set -- "$@" "$word" ;;
	esac
done

share/deps.sh --for matrix $install
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -j"$(nproc)"
exec ./backport matrix "$@"
