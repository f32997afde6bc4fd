#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs the tool of this tree, or what COMMAND names, under memcheck: under-valgrind.sh ARGS...
# An access out of bounds, a step on an unset value or a leak is exit status 99.
set -eu
exec valgrind -q --error-exitcode=99 --leak-check=full \
	--errors-for-leak-kinds=definite \
	"${COMMAND:-$(dirname "$0")/../backport}" "$@"
