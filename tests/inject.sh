#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Faults at each call that the tool makes, over its commands: inject.sh [MOST [ONLY]]
# MOST: at most so many faults per command and kind, chosen by INJECT_SEED; 0, the
# default, is every one. ONLY: an extended regular expression, which commands.
# After each, the command ends with its own status and says the same, or says in a
# sentence why not, with 128; it never crashes. Run once more without a fault it
# does what it always does, and leaves what it always leaves.
# INJECT_JOBS processes, three per processor, share the faults of each command, each
# with a project of its own. With INJECT_PART this is the one of that number.
# shellcheck disable=SC2154 # tmp is tap.sh's
set -u
here=$(cd "$(dirname "$0")" && pwd)
TOP=${here%/*}
. "$here/tap.sh"
most=${1:-0}
only=${2:-.}
errors=${INJECT_ERRORS:-KILL ENOSPC EIO EMFILE EINTR ENOMEM}
jobs=${INJECT_JOBS:-$(($(nproc) * 3))}
part=${INJECT_PART:-0}

# tell_parts: sums up what the parts say of each command: BAD, TRIED, CALLS, COMMAND
tell_parts() {
	begun=$(date +%s) all_bad=0 all_tried=0 all_calls=0
	while IFS= read -r line; do
		printf '%s\n' "$line" >>"$tmp/told"
		command=${line##*	}
		# shellcheck disable=SC2046 # three words, or none while parts are at it
		set -- $(awk -F '\t' -v jobs="$jobs" -v command="$command" '
			$4 == command { parts++; bad += $1; tried += $2; calls = $3 > calls ? $3 : calls }
			END { if (parts == jobs) print bad, tried, calls }' "$tmp/told")
		[ $# -gt 0 ] || continue
		is "$1" 0 "backport $command: $2 faults at $3 calls"
		all_bad=$((all_bad + $1)) all_tried=$((all_tried + $2)) all_calls=$((all_calls + $3))
	done
	took=$(($(date +%s) - begun)) commands=$tap_tests
	is "$(wc -l 2>/dev/null <"$tmp/told")" $((jobs * commands)) 'no process ended before its time'
	(done_testing) || tap_failed=1
	echo "# $all_tried faults at $all_calls calls of $commands commands in $((took / 60)) min $((took % 60)) s: $all_bad wrong"
	exit "$tap_failed"
}

if [ "$part" -eq 0 ]; then
	mkfifo "$tmp/parts"
	for n in $(seq "$jobs"); do
		INJECT_JOBS=$jobs INJECT_PART=$n sh "$here/inject.sh" "$most" "$only" 3>"$tmp/parts" &
	done
	tell_parts <"$tmp/parts"
fi
. "$here/project.sh"
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org GIT_COMMITTER_DATE=@1700000000
export TMPDIR="$tmp/scratch" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
mkdir "$TMPDIR"
unset NAME

# A project with a verdict, to begin from each time; the second branch's patch is not as git writes it
matrix_project >/dev/null
sed -i 's,^--- a/init/main.c,&	2017-02-21 13:40:20 +1100,' patches/v2/f.patch
fault ''
./build-matrix.sh -j2 --no-install >"$tmp/matrix.said" 2>&1 ||
	{ echo '# no project to begin from:'; sed 's/^/# /' "$tmp/matrix.said"; exit 1; }
cd "$tmp" || exit 1
# patch_of FILE LINE: a fix of another commit, which sets what LINE of FILE declares
patch_of() {
	printf '%s\n' 'From: A U Thor <author@example.org>' 'Date: Tue, 21 Feb 2017 13:40:20 +1100' "Subject: [PATCH] $1: set it" '' \
		'commit 1111111111111111111111111111111111111111 upstream.' '' 'Set.' '' \
		'Signed-off-by: A U Thor <author@example.org>' '---' "--- a/$1" "+++ b/$1" '@@ -1 +1 @@' "-$2;" "+$2 = 1;"
}
patch_of mm/vmscan.c 'int vmscan' >vmscan.patch
patch_of mm/vmscan.c 'int other' >clash.patch
mkdir made
"$BACKPORT" -q -C p port "$tmp/clash.patch" --to v1 --conflicts "$tmp/made/clash" >/dev/null 2>&1
echo 'int vmscan = 2;' >made/clash/mm/vmscan.c
tar -cf linux.tar linux
# Releases: before the bug, two with it, and with the fix
git init -q releases
release=0
for line in 'int other;' 'int fixed;' 'int fixed; /**/' 'int fixed = 1;'; do
	cp -r linux/. releases
	printf '%s\n' 'int main;' "$line" 'int end;' >releases/init/main.c
	[ $release -gt 0 ] || echo '/* fixed = 1 */' >>releases/mm/vmscan.c
	git -C releases add -A
	git -C releases commit -qm "v1.0.$release" --author='A U Thor <author@example.org>'
	git -C releases tag "v1.0.$release"
	release=$((release + 1))
done
# The project and the cache are put back whole for each fault.
tar -cf "$tmp/start.tar" p cache stub made

# Puts everything back as it was.
start_again() {
	cd "$tmp" || exit 1
	rm -rf p cache stub made scratch
	tar -xf start.tar
	mkdir scratch
	touched >start.touched
	cd p || exit 1
}

# When each file was last written, renamed, made or removed, in ticks of a few ms: a command needs longer to start.
touched() {
	(cd "$tmp" && find p cache stub made scratch -printf '%p %i %s %C@\n')
}

# Files that the command at hand may leave otherwise, as the end of a path
loose='/none'

# What is left. Packs have names of chance, what was not finished goes with an import, and locks stay; of files
# that tell a time, only the names are compared, and of bases what stands behind the time.
state() {
	(cd "$tmp" || exit
	find p cache made -regextype posix-extended -type f ! -name '*.lock' ! -name 'history*' \
		! -regex ".*(/linux\.git/objects/(tmp_object_.*|pack/(pack-[0-9a-f]*\.(pack|idx)|tmp_pack_.*))|$loose)" \
		\( -regex '.*(\.(json|log|xml|tree)|/(report|page)\.html|/linux\.git/bases/.*)' -print -o -exec cksum {} + \) |
		LC_ALL=C sort
	sed -s 1d cache/linux.git/bases/*)
}

# every_byte: of all that can be put back
every_byte() {
	(cd "$tmp" && find p cache made -type f -exec cksum {} + | LC_ALL=C sort)
}

# runs COMMAND...: into $tmp/out, but for times, and $tmp/err; status in $got
runs() {
	got=0
	timeout 300 "$@" >"$tmp/raw" 2>"$tmp/err" </dev/null || got=$?
	sed 's/[0-9.]* s\([),]\)/T s\1/; s/[0-9.]\{1,\}s$/T s/; s/: \(plain: \)\{0,1\}QEMU died at its start 1 time before//
		s/: made after 1 retries, a compiler was killed or broke down//' "$tmp/raw" >"$tmp/out"
}

# says PATTERN: on its stdout, in what it made, or in its complaint
says() {
	grep -Eqr -- "$1" "$tmp/out" "$tmp/err" "$tmp/made"
}

# said_again FILE: what is said when run once more, after which a checkout keeps what it wrote before, add the branches
# that have the fix, and affected what it has tried, which it may do in another order
said_again() {
	if [ -n "$once" ]; then
		sed '/^v[0-9.]* .* files /d; s/, stored$//; s/[0-9]* files\{0,1\} written, 0 removed, [0-9]* kept/N files written or kept/' "$1" | sort
	else
		cat "$1"
	fi
}

# try ERROR AT COMMAND...
try() {
	error=$1 at=$2
	shift 2
	[ -z "$changed" ] || start_again
	changed=$writes
	INJECT_AT=$at INJECT_ERROR=$error injected runs "$@"
	# Where nothing was touched, one run more is what was run undisturbed; what a killed one started may still write.
	if [ "$error" = KILL ]; then
		untouched=
	else
		touched | cmp -s - "$tmp/start.touched" && untouched=1 || untouched=
	fi
	why=
	if [ "$error" = KILL ] && { [ "$got" -eq 137 ] || [ "$got" -eq "$want" ]; }; then
		: # also where another process of the command was killed
	elif [ "$got" -eq 128 ]; then
		grep -q '^backport: ' "$tmp/err" || grep -q ' ERROR (.*): ..' "$tmp/out" ||
			why='128 without a sentence'
	elif [ "$got" = "$doubt" ] && says 'no (verdict|answer)|"(ERROR|MISS)"|^backport: (v[12]: |cannot tell whether)' &&
		says 'cannot (be|open|read|write|run|start|tell)|is it whole|is gone from the cache'; then
		: # what cannot be told is no verdict, and a branch that cannot be configured has no stages but one, with the cause
	elif [ "$got" -ne "$want" ]; then
		why="status $got, wanted $want or 128"
	elif ! cmp -s "$tmp/out" "$tmp/want.out"; then
		why='it says something else'
	fi
	if [ -z "$why" ] && [ -n "$untouched" ]; then
		changed=
		return
	fi
	if [ -z "$why" ]; then
		# What was done has been done, though it was killed behind that, or could not say so.
		if [ "$got" -ne "$want" ] && [ -n "$once" ] && state >"$tmp/state" && cmp -s "$tmp/state" "$tmp/want.state"; then
			return
		fi
		if [ "$got" -ne "$want" ] || [ -z "$once" ] || ! cmp -s "$tmp/out" "$tmp/want.out"; then
			runs "$@"
			# As with git itself, a ref may be left locked, which is said, with what to do.
			lock=$(sed -n 's/.* is locked: .*; if none runs, remove //p' "$tmp/err")
			[ -z "$lock" ] || { rm "$lock"; runs "$@"; }
		fi
		if [ "$got" -ne "$want" ]; then
			why="status $got when run once more, wanted $want: $(tail -n 1 "$tmp/err")"
		elif ! cmp -s "$tmp/out" "$tmp/want.out" && [ "$(said_again "$tmp/out")" != "$(said_again "$tmp/want.out")" ]; then
			why='run once more, it says something else'
		elif state >"$tmp/state" && ! cmp -s "$tmp/state" "$tmp/want.state"; then
			why="left: $(diff "$tmp/want.state" "$tmp/state" | grep '^[<>]' | head -3 | tr '\n' ' ')"
		fi
		[ -n "$changed" ] || touched >"$tmp/start.touched"
	fi
	[ -n "$why" ] || return 0
	changed=1
	bad=$((bad + 1))
	[ "$bad" -le 5 ] || return 0
	echo "# $error at call $at of $calls: $why"
	{ head -2 "$tmp/err"; diff "$tmp/want.out" "$tmp/out" | head -4; } | sed 's,^,#   ,'
}

# Which of 1..N, MOST of them at most, the same ones for one seed
sample() {
	awk -v n="$1" -v most="$most" -v seed="${INJECT_SEED:-1}" 'BEGIN {
		if (!most || n <= most) { for (i = 1; i <= n; i++) print i; exit }
		srand(seed); for (i = 0; i < most; i++) print 1 + int(rand() * n) }' | sort -nu
}

# ends BAD TRIED CALLS COMMAND...: what was found
ends() {
	printf '%s\t%s\t%s\t' "$1" "$2" "$3" >"$tmp/line"
	shift 4
	echo "$*" | sed "s,$tmp/,,g; s,/p-[0-9a-f]*/,/p/," >>"$tmp/line"
	cat "$tmp/line" >&3
}

# over STATUS[,DOUBT] [once] COMMAND...: all faults of one command, which undisturbed ends with STATUS, and with DOUBT when
# it says that something cannot be told; once: when it has been done it is refused
over() {
	printf '%s\n' "$*" | grep -Eq -- "$only" || return 0
	want=${1%,*} doubt='' once=''
	[ "$want" = "$1" ] || doubt=${1#*,}
	shift
	[ "$1" != once ] || { once=1; shift; }
	start_again
	every_byte >"$tmp/start.bytes"
	runs "$@"
	[ "$got" -eq "$want" ] ||
		{ echo "# status $got without a fault, wanted $want"; sed 's,^,#   ,' "$tmp/err"; ends 1 0 0 "$@"; return; }
	cp "$tmp/out" "$tmp/want.out"
	state >"$tmp/want.state"
	# What a command leaves alone need not be put back.
	writes=1
	every_byte >"$tmp/want.bytes"
	! cmp -s "$tmp/start.bytes" "$tmp/want.bytes" || writes=''
	start_again
	rm -f "$tmp/count"
	INJECT_COUNT="$tmp/count" injected runs "$@"
	calls=$(cat "$tmp/count" 2>/dev/null)
	[ "${calls:-0}" -gt 0 ] || { ends 1 0 0 "$@"; return; }
	bad=0 tried=0 kind=0 changed=$writes
	for e in $errors; do
		kind=$((kind + 1))
		for n in $(sample "$calls"); do
			[ $(((n + kind) % jobs + 1)) -eq "$part" ] || continue
			try "$e" "$n" "$@"
			tried=$((tried + 1))
		done
	done
	ends "$bad" "$tried" "$calls" "$@"
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
over 0 "$b" tree get v1
over 0 once "$b" tree add v3.0 "$tmp/linux"
over 0 once "$b" tree add v3.0 "$tmp/linux.tar"
over 0 once "$b" tree add v3.0 "$tmp/releases" --rev v1.0.1
over 0 once "$b" tree checkout v1.0 "$made/tree"
over 0 once "$b" tree rm v2.0
over 0 "$b" tree gc
over 0 once "$b" init "$made/new"
over 0,0 "$b" plan
over 0,0 "$b" watch --once
over 0,1 "$b" report
over 0,1 "$b" report --format=kcidb
over 0,1 "$b" report --format=html -o "$made/page.html"
over 0,1 "$b" report --publish
over 0,125 "$b" verdict v1
over 0,125 "$b" export v1 --format=mbox -o "$made/x.mbox"
over 0,125 "$b" export v1 --format=quilt -o "$made/x.tar"
over 0,125 "$b" export v1 --format=git-bundle -o "$made/x.bundle"
over 0,125 "$b" export v1 --format=deb-patch -o "$made/x/"
over 0,125 "$b" evidence v1 -o "$made/v1.tar"
over 0 "$b" evidence --verify "$tmp/v1.tar"
over 0 "$b" port patches/v1/f.patch --base v2.0 --name g.patch -o "$made/g.patch"
over 0 once "$b" port "$tmp/vmscan.patch" --to v1
over 1 once "$b" port "$tmp/clash.patch" --to v1 --conflicts "$made/c"
over 0 once "$b" port --continue "$made/clash"
over 0 once "$b" rebase v1 --onto v2.0
over 0 once "$b" rebase v2 --refresh
over 1 "$b" rebase v1 --walk "$tmp/releases@v1.0.*"
over 0 once "$b" -q add "$tmp/vmscan.patch" --name vmscan
over 0 "$b" mutants v1 --list
over 0 "$b" check-run ownership --kernel "${work:?}/after/vmlinux"
# The stages of a bundle run side by side, so that a call's number means another one each time: no sample.
[ "$most" -gt 0 ] || over 0 "$b" evidence --rerun "$tmp/v1.tar"
# Objects are begun anew where a run was stopped, and then have less in them.
loose='/obj(\.before|\.after)?/.*|/\.objects\..*'
over 125 "$b" objects v1 --force
# An initrd that cannot be removed goes with its kernel.
loose="$loose|/images/[0-9a-f]*/initrd\..*"
over 0,125 "$b" mutants v1
over 1,1 once "$b" affected f --branch v1 --bases "$tmp/releases@v1.0.*"
loose='/obj/\.(configured|lists\.mk)'
over 0 "$b" build v1 --side after --force
loose='/none'
over 0 "$b" boot v1 --side after --force
