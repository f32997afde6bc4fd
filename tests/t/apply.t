#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Golden cases, tests/apply/<case>/:
#   orig/     the tree before
#   patch     one patch, -p1; or series and patches/
#   args      further arguments of backport apply, if any
#   want/     the tree after; absent when the series is refused
#   outcome   exit status, then extended regexps that each must match a line
#             of what is said; "!" in front: that none may match
# apply.t [PATTERN]: only the cases of that pattern
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
echo patch >"$tmp/one"
mkdir "$tmp/said"
cp -R "$TOP/tests/apply" "$tmp/cases"
cd "$tmp/cases"

# listed DIR: what is in each case's DIR, names, kinds, modes, links and contents, sorted: "CASE NAME ..."
listed() {
	{
		find ./*/"$1" ! -type d -printf '%p %y %m %l\n' | sed 's/ \([0-7]\)[0-7][0-7] / \1 /'
		find ./*/"$1" -type f -print0 | xargs -0 cksum | sed 's/^\([0-9]* [0-9]*\) \(.*\)/\2 \1/'
	} | sed "s,^\./\([^/]*\)/$1/,\1 ," | LC_ALL=C sort
}

# differing A B: the cases whose lines differ in two such lists, each between spaces
differing() {
	LC_ALL=C comm -3 "$1" "$2" | sed 's/^\t//; s/ .*//' | uniq | tr '\n' ' ' | sed 's/^/ /'
}

# apply CASE: what is said is in $tmp/said/CASE, the status at its end
apply() {
	set -- "$1" series patches
	[ ! -f "$1/patch" ] || set -- "$1" "$tmp/one" .
	args=
	[ ! -f "$1/args" ] || args=$(cat "$1/args")
	got=0
	# shellcheck disable=SC2086 # words
	(cd "$1" && exec "$BACKPORT" apply --base "$tmp/cases/$1/orig" --series "$2" --patches "$3" \
		--checkout "$tmp/cases/$1/out" $args) >"$tmp/said/$1" 2>&1 || got=$?
	echo "$got" >"$tmp/said/$1.status"
}

judge() {
	problems=
	read -r got <"$tmp/said/$1.status"
	{
		read -r wanted
		[ "$got" -eq "$wanted" ] || problems="status $got, wanted $wanted"
		while read -r pattern; do
			case $pattern in
			!*) ! grep -Eq -e "${pattern#!}" "$tmp/said/$1" || problems="$problems; says: ${pattern#!}" ;;
			*) grep -Eq -e "$pattern" "$tmp/said/$1" || problems="$problems; does not say: $pattern" ;;
			esac
		done
	} <"$1/outcome"
	if [ -d "$1/want" ]; then
		case $unwanted in *" $1 "*) problems="$problems; not the tree wanted" ;; esac
	elif [ -e "$1/out" ]; then
		problems="$problems; refused, and wrote"
	fi
	case $changed in *" $1 "*) problems="$problems; changed orig" ;; esac
	if [ -z "$problems" ]; then
		ok 0 "$1"
		return
	fi
	ok 1 "$1"
	{
		echo "$problems"
		cat "$tmp/said/$1"
		[ ! -d "$1/want" ] || diff -ru "$1/want" "$1/out" || :
	} | sed 's/^/#  /'
}

listed orig >"$tmp/before"
listed want >"$tmp/wanted"
chosen=
for case in *; do
	[ -f "$case/outcome" ] || continue
	# shellcheck disable=SC2254 # it is a pattern
	case $case in ${1:-*}) ;; *) continue ;; esac
	chosen="$chosen $case"
	apply "$case"
done
listed out >"$tmp/got"
unwanted=$(differing "$tmp/wanted" "$tmp/got")
listed orig >"$tmp/after"
changed=$(differing "$tmp/before" "$tmp/after")
for case in $chosen; do
	judge "$case"
done
done_testing
