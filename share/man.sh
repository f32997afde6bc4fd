#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Prints backport(1) with the commands' own help in it, so that the two never
# differ: man.sh BACKPORT PAGE
set -eu
backport=$1
page=$2

commands() {
	"$backport" help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' | while read -r command; do
		printf '.Ss %s\n.Bd -literal\n' "$command"
		"$backport" help "$command" |
			sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\\1/" -e 's/-/\\-/g'
		printf '.Ed\n'
	done
}

sed '/^\.\\" commands$/,$d' "$page"
commands
sed '1,/^\.\\" commands$/d' "$page"
