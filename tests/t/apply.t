#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Golden cases, tests/apply/<case>/:
#   orig/     the tree before; a file "name.link" there stands for a link of that name to what it holds
#   patch     one patch, -p1; or series and patches/
#   args      further arguments of backport apply, if any
#   want/     the tree after; absent when the series is refused
#   outcome   exit status, then extended regexps that each must match a line
#             of what is said; "!" in front: that none may match
# apply.t [PATTERN]: only the cases of that pattern
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"

# Copies a case's tree and makes its links, which git would keep, but editors and archives would not.
lay_out() {
	mkdir -p "$2"
	cp -R "$1/." "$2"
	find "$2" -name '*.link' -type f | while read -r f; do
		ln -s "$(cat "$f")" "${f%.link}"
		rm "$f"
	done
}

# as_listed DIR: names, modes, contents
listed() {
	(cd "$1" && find . ! -type d ! -name '*.orig' -printf '%P %y %m %l\n' |
		sed 's/ \([0-7]\)[0-7][0-7] / \1 /' | sort &&
		find . -type f | sort | xargs -r -d '\n' cksum)
}

run_case() {
	case=$1 name=$(basename "$1") problems=
	rm -rf "$tmp/case"
	mkdir "$tmp/case"
	lay_out "$case/orig" "$tmp/case/orig"
	if [ -f "$case/patch" ]; then
		mkdir "$tmp/case/patches"
		cp "$case/patch" "$tmp/case/patches/"
		echo patch >"$tmp/case/series"
	else
		mkdir "$tmp/case/patches"
		[ ! -d "$case/patches" ] || cp -R "$case/patches" "$tmp/case/"
		cp "$case/series" "$tmp/case/"
	fi
	set --
	while read -r word; do
		set -- "$@" "$word"
	done <<-EOT
	$([ ! -f "$case/args" ] || tr -s ' ' '\n' <"$case/args")
	EOT
	[ -n "${1:-}" ] || set --
	got=0
	listed "$tmp/case/orig" >"$tmp/before"
	(cd "$tmp/case" && "$BACKPORT" apply --base "$tmp/case/orig" \
		--series series --patches patches --checkout "$tmp/case/out" "$@") \
		>"$tmp/said" 2>&1 || got=$?
	{
		read -r wanted
		[ "$got" -eq "$wanted" ] || problems="status $got, wanted $wanted"
		while read -r pattern; do
			case $pattern in
			!*) ! grep -Eq -e "${pattern#!}" "$tmp/said" || problems="$problems; says: ${pattern#!}" ;;
			*) grep -Eq -e "$pattern" "$tmp/said" || problems="$problems; does not say: $pattern" ;;
			esac
		done
	} <"$case/outcome"
	if [ -d "$case/want" ]; then
		lay_out "$case/want" "$tmp/case/want"
		[ -d "$tmp/case/out" ] || mkdir "$tmp/case/out"
		listed "$tmp/case/want" >"$tmp/wanted"
		listed "$tmp/case/out" >"$tmp/got"
		cmp -s "$tmp/wanted" "$tmp/got" || problems="$problems; not the tree wanted"
	elif [ -e "$tmp/case/out" ]; then
		problems="$problems; refused, and wrote"
	fi
	listed "$tmp/case/orig" | cmp -s - "$tmp/before" || problems="$problems; changed orig"
	if [ -z "$problems" ]; then
		ok 0 "$name"
		return
	fi
	ok 1 "$name"
	{
		echo "$problems"
		cat "$tmp/said"
		[ ! -d "$case/want" ] || diff -ru "$tmp/case/want" "$tmp/case/out" || :
	} | sed 's/^/#  /'
}

for case in "$TOP/tests"/apply/*/; do
	[ -f "$case/outcome" ] || continue
	# shellcheck disable=SC2254 # it is a pattern
	case $(basename "$case") in ${1:-*}) ;; *) continue ;; esac
	run_case "${case%/}"
done
done_testing
