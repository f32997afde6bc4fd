#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Faults at each call that the tool makes, over its commands: inject.sh [MOST [ONLY]]
# MOST: at most so many faults per command and kind, chosen by INJECT_SEED; 0, the
# default, is every one. ONLY: an extended regular expression, which commands. After each, the command ends with its own status and says
# the same, or says in a sentence why not, with 128; it never crashes. Run once
# more without a fault it does what it always does, and leaves what it always leaves.
# shellcheck disable=SC2154 # tmp is tap.sh's
set -u
here=$(cd "$(dirname "$0")" && pwd)
TOP=${here%/*}
. "$here/tap.sh"
. "$here/project.sh"
most=${1:-0}
only=${2:-.}
errors=${INJECT_ERRORS:-KILL ENOSPC EIO EMFILE EINTR ENOMEM}
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org GIT_COMMITTER_DATE=@1700000000
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
unset NAME

# A project with a verdict, to begin from each time
matrix_project >/dev/null
fault ''
./build-matrix.sh -j2 --no-install >"$tmp/matrix.said" 2>&1 ||
	{ sed 's/^/# /' "$tmp/matrix.said"; ok 1 'a project to begin from'; done_testing; }
cd "$tmp" || exit 1
# The project and the cache are put back whole for each fault.
mkdir made
tar -cf "$tmp/start.tar" p cache stub made

# Puts everything back as it was.
start_again() {
	cd "$tmp" || exit 1
	rm -rf p cache stub made
	tar -xf start.tar
	cd p || exit 1
}

# What is left: the project's files, and the names in the cache; packs and locks have names of chance.
state() {
	(cd "$tmp" || exit
	find p cache made -type f ! -name '*.lock' ! -name '.lock' ! -path '*/objects/*' ! -path '*/obj/*' ! -path '*/obj.before/*' ! -name 'history*' ! -name '*.tree' ! -name .configured ! -name .lists.mk |
		LC_ALL=C sort >files
	named='\.(json|log|xml)$|/(report|page)\.html$|/bases/'
	grep -E "$named" files
	grep -Ev "$named" files | tr '\n' '\0' | xargs -0 cksum)
}

# runs COMMAND...: into $tmp/out, but for times, and $tmp/err; status in $got
runs() {
	got=0
	timeout 60 "$@" >"$tmp/raw" 2>"$tmp/err" </dev/null || got=$?
	sed 's/[0-9.]* s)/T s)/; s/[0-9.]*s$//' "$tmp/raw" >"$tmp/out"
}

# says PATTERN: on its stdout, in what it made, or in its complaint
says() {
	grep -Eqr -- "$1" "$tmp/out" "$tmp/err" "$tmp/made"
}

# try ERROR AT COMMAND...
try() {
	error=$1 at=$2
	shift 2
	[ -z "$changed" ] || start_again
	changed=$writes
	INJECT_AT=$at INJECT_ERROR=$error injected runs "$@"
	why=
	if [ "$error" = KILL ]; then
		[ "$got" -eq 137 ] || [ "$got" -eq "$want" ] || why="status $got"
	elif [ "$got" -eq 128 ]; then
		grep -q '^backport: ' "$tmp/err" || grep -q ' ERROR (.*): ..' "$tmp/out" ||
			why='128 without a sentence'
	elif [ "$got" -eq 1 ] || [ "$got" -eq 125 ] || [ "$got" -eq "$want" ] && says 'no verdict|"(ERROR|MISS)"|WRONG: ' &&
		says 'cannot (be|open|read|run|start|tell)|is it whole|is gone from the cache'; then
		: # what cannot be told is no verdict, with the cause
	elif [ "$got" -ne "$want" ]; then
		why="status $got, wanted $want or 128"
	elif ! cmp -s "$tmp/out" "$tmp/want.out"; then
		why='it says something else'
	fi
	if [ -z "$why" ]; then
		# What was done has been done, though somebody was killed afterwards.
		if [ "$error" = KILL ] && [ -n "$once" ] && state >"$tmp/state" && cmp -s "$tmp/state" "$tmp/want.state"; then
			return
		fi
		if [ "$got" -ne "$want" ] || [ -z "$once" ]; then
			runs "$@"
		fi
		if [ "$got" -ne "$want" ] || { [ -z "$once" ] && ! cmp -s "$tmp/out" "$tmp/want.out"; }; then
			why="status $got when run once more, wanted $want: $(tail -n 1 "$tmp/err")"
		elif state >"$tmp/state" && ! cmp -s "$tmp/state" "$tmp/want.state"; then
			why="left: $(diff "$tmp/want.state" "$tmp/state" | grep '^[<>]' | head -3 | tr '\n' ' ')"
		fi
	fi
	[ -n "$why" ] || return 0
	changed=1
	bad=$((bad + 1))
	[ "$bad" -gt 5 ] || { echo "# $error at call $at of $calls: $why"; head -2 "$tmp/err" | sed "s,^,#   ,"; [ -z "${INJECT_SHOW:-}" ] || diff "$tmp/want.out" "$tmp/out" | sed "s,^,#   ,"; }
}

# Which of 1..N, MOST of them at most, the same ones for one seed
sample() {
	awk -v n="$1" -v most="$most" -v seed="${INJECT_SEED:-1}" 'BEGIN {
		if (!most || n <= most) { for (i = 1; i <= n; i++) print i; exit }
		srand(seed); for (i = 0; i < most; i++) print 1 + int(rand() * n) }' | sort -nu
}

# over STATUS [once] COMMAND...: all faults of one command, which undisturbed ends with the status; once it is refused
# when it has been done
over() {
	! printf '%s\n' "$*" | grep -Eqv -- "$only" || return 0
	want=$1 once=''
	shift
	[ "$1" != once ] || { once=1; shift; }
	start_again
	state >"$tmp/start.state"
	runs "$@"
	[ "$got" -eq "$want" ] || { is "$got" "$want" "backport $2: its status without a fault"; cat "$tmp/err"; return; }
	cp "$tmp/out" "$tmp/want.out"
	state >"$tmp/want.state"
	# What a command leaves alone need not be put back.
	writes=1
	! cmp -s "$tmp/start.state" "$tmp/want.state" || writes=''
	start_again
	INJECT_COUNT="$tmp/count" injected runs "$@"
	calls=$(cat "$tmp/count" 2>/dev/null)
	[ "${calls:-0}" -gt 0 ] || { ok 1 "backport $2: its calls are counted"; return; }
	bad=0 tried=0 changed=$writes
	for e in $errors; do
		for n in $(sample "$calls"); do
			try "$e" "$n" "$@"
			tried=$((tried + 1))
		done
	done
	is "$bad" 0 "backport $(echo "$*" | cut -d' ' -f2-): $tried faults at $calls calls"
}

b=$BACKPORT
made=$tmp/made
start_again
"$b" evidence v1 -o "$tmp/v1.tar" >/dev/null
over 0 "$b" status
over 0 "$b" check
over 0 "$b" compare
over 0 "$b" apply v1 --check
over 0 "$b" apply v1
over 0 "$b" apply v1 --commit refs/heads/x
over 0 once "$b" apply v1 --checkout "$made/tree"
over 0 "$b" tree list
over 0 once "$b" tree add v3.0 "$tmp/linux"
over 0 once "$b" tree checkout v1.0 "$made/tree"
over 0 "$b" tree gc
over 0 once "$b" init "$made/new"
over 0 "$b" plan
over 0 "$b" watch --once
over 0 "$b" report
over 0 "$b" report --format=kcidb
over 0 "$b" report --format=html -o "$made/page.html"
over 0 "$b" report --publish
over 0 "$b" verdict v1
over 0 "$b" export v1 --format=mbox -o "$made/x.mbox"
over 0 "$b" evidence v1 -o "$made/v1.tar"
over 0 "$b" evidence --verify "$tmp/v1.tar"
over 0 "$b" port patches/v1/f.patch --base v2.0 --name g.patch -o "$made/g.patch"
over 0 once "$b" rebase v1 --onto v2.0
over 0 "$b" mutants v1 --list
over 125 "$b" objects v1 --force
over 0 "$b" build v1 --side after --force
over 0 "$b" boot v1 --side after --force
done_testing
