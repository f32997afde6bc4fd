#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# How well backport port carries real backports, beside other tools: port.sh CORPUS
# A case of CORPUS holds new.patch, old/pre (the target), old/post (what its
# maintainers made), perhaps new/pre (what new.patch was made for) and kind.
# Cases of kind same, and those that change a release number alone, are left out.
# exact: the same files; same: equal but for white space; differs; refused.
set -eu
corpus=${1:?which corpus}
BACKPORT=${BACKPORT:-$(cd "$(dirname "$0")/../.." && pwd)/backport}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export BACKPORT_CACHE="$tmp/cache" GIT_CEILING_DIRECTORIES="$tmp"
export GIT_COMMITTER_NAME=bench GIT_COMMITTER_EMAIL=bench@example.org
export GIT_AUTHOR_NAME=bench GIT_AUTHOR_EMAIL=bench@example.org

# judge TOOL: counts what $tmp/tree came to
judge() {
	if diff -rq "$case/old/post" "$tmp/tree" >/dev/null 2>&1; then
		echo "$1 exact"
	elif diff -rqwB "$case/old/post" "$tmp/tree" >/dev/null 2>&1; then
		echo "$1 same"
	else
		echo "$1 differs"
	fi >>"$tmp/count"
}

refuse() {
	echo "$1 refused" >>"$tmp/count"
}

# A fresh target in $tmp/tree
target() {
	rm -rf "$tmp/tree"
	mkdir "$tmp/tree"
	[ ! -d "$case/old/pre" ] || cp -r "$case/old/pre/." "$tmp/tree"
}

run_backport() {
	set -- --base "$case/old/pre" -o "$tmp/ported" --json
	[ ! -d "$case/new/pre" ] || set -- "$@" --from "$case/new/pre"
	rm -f "$tmp/ported"
	target
	if ! "$BACKPORT" port "$case/new.patch" "$@" >"$tmp/said" 2>&1; then
		refuse backport
		return
	fi
	if [ -s "$tmp/ported" ]; then
		(cd "$tmp/tree" && git apply --whitespace=nowarn "$tmp/ported") ||
			echo "$case: its patch does not apply" >&2
	fi
	judge backport
	judge "$(sed -n 's/.*"outcome":"\([a-z]*\)".*/backport-\1/p' "$tmp/said")"
}

run_patch() {
	target
	if (cd "$tmp/tree" && patch -p1 -s -f --no-backup-if-mismatch) \
		<"$case/new.patch" >/dev/null 2>&1; then
		judge patch
	else
		refuse patch
	fi
}

run_git_apply() {
	target
	(
		cd "$tmp/tree"
		git init -q .
		[ ! -d "$case/new/pre" ] || (cd "$case/new/pre" &&
			find . -type f -exec git --git-dir="$tmp/tree/.git" hash-object -w {} +)
		git add -A
		git commit -qm base
	) >/dev/null 2>&1
	if (cd "$tmp/tree" && git apply -3 --whitespace=nowarn "$case/new.patch") \
		>/dev/null 2>&1; then
		rm -rf "$tmp/tree/.git"
		judge git-apply-3
	else
		refuse git-apply-3
	fi
}

run_merge_file() {
	[ -d "$case/new/pre" ] || { refuse merge-file; return; }
	target
	rm -rf "$tmp/theirs"
	cp -r "$case/new/pre" "$tmp/theirs"
	if ! (cd "$tmp/theirs" && patch -p1 -s -f) <"$case/new.patch" >/dev/null 2>&1; then
		refuse merge-file
		return
	fi
	if (cd "$tmp/theirs" && find . -type f ! -name '*.orig') | while read -r f; do
		if [ -f "$tmp/tree/$f" ] && [ -f "$case/new/pre/$f" ]; then
			git merge-file -q "$tmp/tree/$f" "$case/new/pre/$f" "$tmp/theirs/$f" || exit 1
		elif [ ! -f "$case/new/pre/$f" ]; then
			mkdir -p "$tmp/tree/$(dirname "$f")"
			cp "$tmp/theirs/$f" "$tmp/tree/$f"
		else
			exit 1
		fi
	done; then
		judge merge-file
	else
		refuse merge-file
	fi
}

run_wiggle() {
	target
	if (cd "$tmp/tree" && wiggle -p -r --strip=1 "$case/new.patch") >/dev/null 2>&1; then
		find "$tmp/tree" -name '*.porig' -delete
		judge wiggle
	else
		refuse wiggle
	fi
}

corpus=$(cd "$corpus" && pwd)
start=$(date +%s)
cases=0
for case in "$corpus"/*/; do
	case=${case%/}
	case $case in *localversion*) continue ;; esac
	[ "$(cat "$case/kind")" != same ] || continue
	cases=$((cases + 1))
	echo "$case" >>"$tmp/cases"
done
# run TOOL: every case, timed
run() {
	begin=$(date +%s)
	while read -r case; do
		"run_$2"
	done <"$tmp/cases"
	echo "$1 $(($(date +%s) - begin))" >>"$tmp/time"
}
run backport backport
run patch patch
run git-apply-3 git_apply
run merge-file merge_file
if command -v wiggle >/dev/null; then
	run wiggle wiggle
fi
echo "$cases cases"
printf '%-18s %7s %7s %7s %7s %6s\n' '' exact same differs refused s
for tool in backport backport-sure backport-review backport-merged patch git-apply-3 merge-file wiggle; do
	grep -q "^$tool " "$tmp/count" || continue
	printf '%-18s' "$tool"
	for what in exact same differs refused; do
		printf ' %7d' "$(grep -c "^$tool $what\$" "$tmp/count" || :)"
	done
	printf ' %6s\n' "$(sed -n "s/^$tool //p" "$tmp/time")"
done
echo "$(($(date +%s) - start)) s in all"
