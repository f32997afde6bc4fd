#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Makes manual pages from the commands' own help, so that the two never differ:
#	man.sh BACKPORT PAGE		prints backport(1), PAGE with all of them
#	man.sh BACKPORT PAGE FOLDER	writes a page per command there, FOLDER/backport-NAME.1
set -eu
backport=$1
page=$2
folder=${3:-}

names() {
	"$backport" help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'
}

# literal COMMAND: its help, verbatim
literal() {
	printf '.Bd -literal\n'
	"$backport" help "$1" |
		sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\\1/" -e 's/-/\\-/g'
	printf '.Ed\n'
}

# one COMMAND: its page
one() {
	printf '.\\" SPDX-License-Identifier: GPL-2.0-only\n'
	grep '^\.Dd ' "$page"
	printf '.Dt BACKPORT-%s 1\n.Os\n' "$(echo "$1" | tr '[:lower:]' '[:upper:]')"
	printf '.Sh NAME\n.Nm backport-%s\n.Nd %s\n' "$1" \
		"$("$backport" help | sed -n "s/^  $1  *//p" | sed 's/-/\\-/g')"
	printf '.Sh DESCRIPTION\n'
	literal "$1"
	printf '.Sh SEE ALSO\n.Xr backport 1 ,\n.Xr backport.conf 5\n'
}

if [ -n "$folder" ]; then
	mkdir -p "$folder"
	for name in $(names); do
		one "$name" >"$folder/backport-$name.1"
	done
	exit
fi
sed '/^\.\\" commands$/,$d' "$page"
for name in $(names); do
	printf '.Ss %s\n' "$name"
	literal "$name"
done
sed '1,/^\.\\" commands$/d' "$page"
