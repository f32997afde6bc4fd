#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# How well backport port carries real backports, beside other tools: port.sh CORPUS
# A case of CORPUS holds new.patch, old/pre (the target), old/post (what its
# maintainers made), perhaps new/pre (what new.patch was made for) and kind.
# Cases of kind same, and those that change a release number alone, are left out.
# exact: the same files; same: equal but for white space, comments or the order
# of includes; differs; refused. Cases run side by side, one per processor.
# port.sh TOOL CASE prints what a tool does with one case.
set -eu
BACKPORT=${BACKPORT:-$(cd "$(dirname "$0")/../.." && pwd)/backport}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export BACKPORT BACKPORT_CACHE="$tmp/cache" GIT_CEILING_DIRECTORIES="$tmp"
export GIT_COMMITTER_NAME=bench GIT_COMMITTER_EMAIL=bench@example.org
export GIT_AUTHOR_NAME=bench GIT_AUTHOR_EMAIL=bench@example.org

# plain TREE: its files without comments and white space, includes sorted behind
plain() {
	(cd "$1" 2>/dev/null && find . -type f | LC_ALL=C sort | while read -r f; do
		echo "$f"
		perl -0pe 's{/\*.*?\*/}{ }gs; s{//.*}{}g; s/[ \t]+//g; s/\n+/\n/g' "$f" >"$tmp/text"
		grep -av '^#include' "$tmp/text" | tr -d '\n'
		echo
		grep -a '^#include' "$tmp/text" | LC_ALL=C sort
	done)
}

# What $tmp/tree is beside what the maintainers made
judge() {
	if diff -rq "$case/old/post" "$tmp/tree" >/dev/null 2>&1; then
		echo exact
	elif [ "$(plain "$case/old/post")" = "$(plain "$tmp/tree")" ]; then
		echo same
	else
		echo differs
	fi
}

run_backport() {
	set -- --base "$case/old/pre" -o "$tmp/ported" --json
	[ ! -d "$case/new/pre" ] || set -- "$@" --from "$case/new/pre"
	if ! "$BACKPORT" port "$case/new.patch" "$@" >"$tmp/said" 2>&1; then
		return 1
	fi
	sed -n 's/.*"outcome":"\([a-z]*\)".*/\1/p' "$tmp/said" >"$tmp/outcome"
	[ ! -s "$tmp/ported" ] ||
		(cd "$tmp/tree" && git apply --whitespace=nowarn "$tmp/ported") ||
		echo "$case: its patch does not apply" >&2
}

run_patch() {
	(cd "$tmp/tree" && patch -p1 -s -f --no-backup-if-mismatch) \
		<"$case/new.patch" >/dev/null 2>&1
}

run_git_apply() {
	(
		cd "$tmp/tree"
		git init -q .
		[ ! -d "$case/new/pre" ] || (cd "$case/new/pre" &&
			find . -type f -exec git --git-dir="$tmp/tree/.git" hash-object -w {} +)
		git add -A
		git commit -qm base
		git apply -3 --whitespace=nowarn "$case/new.patch"
	) >/dev/null 2>&1 && rm -rf "$tmp/tree/.git"
}

run_merge_file() {
	[ -d "$case/new/pre" ] || return 1
	cp -r "$case/new/pre" "$tmp/theirs"
	(cd "$tmp/theirs" && patch -p1 -s -f) <"$case/new.patch" >/dev/null 2>&1 || return 1
	(cd "$tmp/theirs" && find . -type f ! -name '*.orig') | while read -r f; do
		if [ -f "$tmp/tree/$f" ] && [ -f "$case/new/pre/$f" ]; then
			git merge-file -q "$tmp/tree/$f" "$case/new/pre/$f" "$tmp/theirs/$f" || exit 1
		elif [ ! -f "$case/new/pre/$f" ]; then
			mkdir -p "$tmp/tree/$(dirname "$f")"
			cp "$tmp/theirs/$f" "$tmp/tree/$f"
		else
			exit 1
		fi
	done
}

run_wiggle() {
	(cd "$tmp/tree" && wiggle -p -r --strip=1 "$case/new.patch") >/dev/null 2>&1 &&
		find "$tmp/tree" -name '*.porig' -delete
}

if [ $# = 2 ]; then
	case=$2
	mkdir "$tmp/tree"
	[ ! -d "$case/old/pre" ] || cp -r "$case/old/pre/." "$tmp/tree"
	got=refused
	if "run_$1"; then
		got=$(judge)
	fi
	echo "$1 $got"
	[ ! -s "$tmp/outcome" ] || echo "$1_$(cat "$tmp/outcome") $got"
	exit
fi

corpus=$(cd "${1:?which corpus}" && pwd)
for case in "$corpus"/*/; do
	case=${case%/}
	case $case in *localversion*) continue ;; esac
	[ "$(cat "$case/kind")" = same ] || echo "$case" >>"$tmp/cases"
done
echo "$(wc -l <"$tmp/cases") cases"
printf '%-18s %7s %7s %7s %7s %6s\n' '' exact same differs refused s
for tool in backport patch git_apply merge_file wiggle; do
	[ "$tool" != wiggle ] || command -v wiggle >/dev/null || continue
	begin=$(date +%s)
	xargs -P "$(nproc)" -n 1 "$0" "$tool" <"$tmp/cases" >"$tmp/count"
	took=$(($(date +%s) - begin))
	for part in "$tool" "${tool}_sure" "${tool}_review" "${tool}_merged"; do
		grep -q "^$part " "$tmp/count" || continue
		printf '%-18s' "$part"
		for what in exact same differs refused; do
			printf ' %7d' "$(grep -c "^$part $what\$" "$tmp/count" || :)"
		done
		[ "$part" = "$tool" ] || took=
		printf ' %6s\n' "$took"
	done
done
