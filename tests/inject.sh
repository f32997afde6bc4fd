#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Faults at each call that the tool makes, over its commands: inject.sh [MOST]
# MOST: at most so many faults per command and kind, chosen by INJECT_SEED; 0, the
# default, is every one. After each, the command ends with its own status and says
# the same, or says in a sentence why not, with 128; it never crashes. Run once
# more without a fault it does what it always does, and leaves what it always leaves.
# shellcheck disable=SC2154 # tmp is tap.sh's
set -u
here=$(cd "$(dirname "$0")" && pwd)
TOP=${here%/*}
. "$here/tap.sh"
. "$here/project.sh"
most=${1:-0}
errors=${INJECT_ERRORS:-KILL ENOSPC EIO EMFILE EINTR ENOMEM}
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
unset NAME

# A project with a verdict, to begin from each time
matrix_project >/dev/null
fault ''
./build-matrix.sh -j2 --no-install >"$tmp/matrix.said" 2>&1 ||
	{ sed 's/^/# /' "$tmp/matrix.said"; ok 1 'a project to begin from'; done_testing; }
cd "$tmp" || exit 1
# The project and the cache are put back whole for each fault.
tar -cf "$tmp/start.tar" p cache stub

# Puts everything back as it was.
start_again() {
	cd "$tmp" || exit 1
	rm -rf p cache stub
	tar -xf start.tar
	cd p || exit 1
}

# What is left: the project's files, and the names in the cache; packs and locks have names of chance.
state() {
	(cd "$tmp" || exit
	find p cache -type f ! -name '*.lock' ! -name '.lock' ! -path '*/objects/*' ! -name 'history*' |
		LC_ALL=C sort >files
	named='\.(json|log|xml)$|/report\.html$'
	grep -E "$named" files
	grep -Ev "$named" files | tr '\n' '\0' | xargs -0 cksum)
}

# runs COMMAND...: into $tmp/out, but for times, and $tmp/err; status in $got
runs() {
	got=0
	timeout 60 "$@" >"$tmp/raw" 2>"$tmp/err" </dev/null || got=$?
	sed 's/[0-9.]* s)/T s)/' "$tmp/raw" >"$tmp/out"
}

# try ERROR AT COMMAND...
try() {
	error=$1 at=$2
	shift 2
	start_again
	INJECT_AT=$at INJECT_ERROR=$error injected runs "$@"
	why=
	if [ "$error" = KILL ]; then
		[ "$got" -eq 137 ] || [ "$got" -eq "$want" ] || why="status $got"
	elif [ "$got" -eq 128 ]; then
		grep -q '^backport: ' "$tmp/err" || grep -q ' ERROR (.*): ..' "$tmp/out" ||
			why='128 without a sentence'
	elif [ "$got" -eq 1 ] || [ "$got" -eq 125 ] && grep -Eq 'no verdict|"(ERROR|MISS)"' "$tmp/out" &&
		grep -Eq 'cannot (be|open|read|run|start|tell)|is it whole|is gone from the cache' "$tmp/out"; then
		: # what cannot be told is no verdict, with the cause
	elif [ "$got" -ne "$want" ]; then
		why="status $got, wanted $want or 128"
	elif ! cmp -s "$tmp/out" "$tmp/want.out"; then
		why='it says something else'
	fi
	if [ -z "$why" ]; then
		runs "$@"
		if [ "$got" -ne "$want" ] || ! cmp -s "$tmp/out" "$tmp/want.out"; then
			why="status $got when run once more, wanted $want"
		elif state >"$tmp/state" && ! cmp -s "$tmp/state" "$tmp/want.state"; then
			why="left: $(diff "$tmp/want.state" "$tmp/state" | grep '^[<>]' | head -3 | tr '\n' ' ')"
		fi
	fi
	[ -n "$why" ] || return 0
	bad=$((bad + 1))
	[ "$bad" -gt 5 ] || { echo "# $error at call $at of $calls: $why"; head -2 "$tmp/err" | sed 's/^/#   /'; }
}

# Which of 1..N, MOST of them at most, the same ones for one seed
sample() {
	awk -v n="$1" -v most="$most" -v seed="${INJECT_SEED:-1}" 'BEGIN {
		if (!most || n <= most) { for (i = 1; i <= n; i++) print i; exit }
		srand(seed); for (i = 0; i < most; i++) print 1 + int(rand() * n) }' | sort -nu
}

# over COMMAND...: all faults of one command
over() {
	start_again
	runs "$@"
	want=$got
	cp "$tmp/out" "$tmp/want.out"
	state >"$tmp/want.state"
	start_again
	INJECT_COUNT="$tmp/count" injected runs "$@"
	calls=$(cat "$tmp/count" 2>/dev/null)
	[ "${calls:-0}" -gt 0 ] || { ok 1 "backport $2: its calls are counted"; return; }
	bad=0 tried=0
	for e in $errors; do
		for n in $(sample "$calls"); do
			try "$e" "$n" "$@"
			tried=$((tried + 1))
		done
	done
	is "$bad" 0 "backport $(echo "$*" | cut -d' ' -f2-): $tried faults at $calls calls"
}

b=$BACKPORT
over "$b" status
over "$b" check
over "$b" compare
over "$b" apply v1 --check
over "$b" tree list
over "$b" plan
over "$b" report
over "$b" report --format=kcidb
over "$b" report --publish
over "$b" verdict v1
over "$b" export v1 --format=mbox -o "$tmp/p/x.mbox"
over "$b" port patches/v1/f.patch --base v2 --name g.patch -o "$tmp/p/g.patch"
over "$b" boot v1 --side after --force
done_testing
