#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Two builds in two folders give the same bytes; make check-builds compares the
# whole program and its package.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/../tap.sh"
# what the make above was told: a sanitizer run has a folder of its own
unset MAKEFLAGS MFLAGS MAKELEVEL B CFLAGS LDFLAGS

# With a path (assert's, debugging's, the prefix), and with a file that is part of one
objects='build/tools/core/text/buf.o build/tools/core/report/page/template.o build/tools/sys/os/share.o'

# builds FOLDER: prints the sums of what is built there
builds() {
	mkdir -p "$1/share"
	cp -r "$top/Makefile" "$top/tools" "$1/"
	cp "$top/share/report.html" "$1/share/"
	# shellcheck disable=SC2086 # words
	(cd "$1" && CCACHE_DISABLE=1 make -s $objects >&2 && sha256sum $objects) || :
}
one=$(builds "$tmp/one")
two=$(umask 077; export LC_ALL=C.UTF-8 TZ=Asia/Tokyo; builds "$tmp/longer/and deeper")
is "$(printf '%s\n' "$one" | grep -c build/)" 3 'it builds'
is "$two" "$one" 'the same bytes in another folder'
# shellcheck disable=SC2016 # for make
printf 'include Makefile\nsources:\n\t@echo $(CORE) $(SYS) $(CMD)\n' >"$tmp/one/ask.mk"
sources=$(cd "$tmp/one" && make -s -f ask.mk sources | tr ' ' '\n')
is "$sources" "$(for layer in core sys cmd; do printf '%s\n' "$sources" | grep "^tools/$layer/" | LC_ALL=C sort; done
	echo tools/backport.c)" 'linked in one order'
done_testing
