#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport affected: which releases of a line have the bug, over stubs. The stub's check passes where "fixed = 1" stands
# anywhere in the kernel; the fix writes it into init/main.c.
# shellcheck disable=SC2317 # affected() is called by status()
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
export GIT_AUTHOR_NAME='A U Thor' GIT_AUTHOR_EMAIL=author@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# line NAME WORD...: a repository of releases v1.0.0, v1.0.1 and so on: old, without the file; good, before the bug came
# in; bad; broken, which does not build; merged, with the fix; stuck, which has it and does not build
line() {
	rel=$tmp/$1
	shift
	rm -rf out
	git init -q "$rel"
	i=0
	for word; do
		rm -rf "$rel/init" "$rel/mm"
		cp -r "$tmp/linux/." "$rel"
		case $word in
		old) mv "$rel/init/main.c" "$rel/init/early.c"; echo '/* fixed = 1 */' >>"$rel/mm/vmscan.c" ;;
		good) echo '/* fixed = 1 */' >>"$rel/mm/vmscan.c" ;;
		broken) echo '#error' >>"$rel/mm/vmscan.c" ;;
		stuck) echo '#error' >>"$rel/mm/vmscan.c"; sed -i 's/int fixed;/int fixed = 1;/' "$rel/init/main.c" ;;
		merged) sed -i 's/int fixed;/int fixed = 1;/' "$rel/init/main.c" ;;
		esac
		echo "$i" >"$rel/release"
		git -C "$rel" add -A
		git -C "$rel" commit -qm "v1.0.$i"
		git -C "$rel" tag "v1.0.$i"
		i=$((i + 1))
	done
}
# affected LINE [OPTION...]
affected() {
	where=$tmp/$1
	shift
	rm -f "$tmp/err"
	"$BACKPORT" affected f --bases "$where@v1.0.*" "$@" 2>"$tmp/err"
}
# tried: the releases that were tried, in order
tried() {
	printf '%s\n' "$said" | sed -n 's/^  v1\.0\.\([0-9]*\)  *\(fails\|passes\|no answer\).*/\1/p' | tr '\n' ' '
}
builds() {
	calls | grep -c '^ .*vmlinux' || :
}

line a old old good good good bad bad bad bad merged merged merged
fault ''
status 0 'a dry run' affected a --dry-run
is "$said" "f: 12 releases, built as branch v1 is.
By their sources:
  v1.0.0 .. v1.0.1                2  should not have the bug: init/main.c is not there
  v1.0.2 .. v1.0.8                7  may have the bug: the fix applies
  v1.0.9 .. v1.0.11               3  should not have the bug: the fix is merged: init/main.c:1
At most 9 builds, when each release gives an answer; 0 known from before.
First: v1.0.0, v1.0.1, v1.0.2, v1.0.8, v1.0.9, v1.0.11" 'says what the sources tell, how much there is to do, and what comes first'
is "$(calls)" '' 'and builds nothing'

status 1 'a line that has the bug' affected a
is "$(tried)" '0 1 2 8 9 11 5 3 4 ' 'the ends of each range are tried, then what halves the rest'
matches "$said" 'The bug comes in with v1\.0\.5, the first that fails; v1\.0\.4 passes' 'where the bug comes in'
matches "$said" 'The bug is fixed in v1\.0\.9, the first that passes; v1\.0\.8 fails' 'where it is fixed'
matches "$said" '9 of 12 releases were tried. Assumed:' 'what is assumed'
is "$(builds)" 9 'each is built once'
matches "$said" "out/v1.affected/boot.v1.0.5.json, image $(sha256sum <"$project/v1.affected/v1.0.5/vmlinux" | cut -c1-12)" \
	'the evidence is named: the result, and the kernel'
holds 'the console is kept' test -s out/v1.affected/boot.v1.0.5.plain.log
matches "$(cat out/v1.affected/build.v1.0.3.log)" ' -c -o mm/vmscan\.o ' 'a build compiles what differs'
is "$(grep -c ' -c -o init' out/v1.affected/build.v1.0.3.log || :)" 0 'and goes on from the objects of the release before'

fault ''
status 1 'once more' affected a
is "$(calls)" '' 'nothing is built or booted again'
is "$(tried)" '0 1 2 3 4 5 8 9 11 ' 'what is stored is shown'
is "$(printf '%s\n' "$said" | grep -c ', stored$')" 9 'as stored'
status 1 'for programs' "$BACKPORT" --json affected f --bases "$tmp/a@v1.0.*"
matches "$said" '"kind":"range","from":"v1.0.2","to":"v1.0.8","releases":7,"state":"may","reason":"the fix applies"' 'a range'
matches "$said" '"release":"v1.0.5",.*"answer":"fails",.*"boot":"out/v1.affected/boot.v1.0.5.json".*"consoles":\["out/v1.affected/boot.v1.0.5.plain.log"\],"stored":true' \
	'a release, with its evidence'
matches "$said" '"first_that_fails":"v1.0.5","first_that_passes":"v1.0.9",.*"monotone":true' 'the answer'
sed -i 's/^\[mode "plain"\]/[mode "poison"]\n\tappend = slub_debug=FZPU\n&/' backport.conf
fault ''
status 1 'another mode' affected a -q
is "$(builds) $(calls | grep -c boot)" '0 18' 'boots again what is built'

# a line without it; one that has it in all releases
line b merged merged merged
status 0 'a line without the bug' affected b
matches "$said" 'No release that was tried fails' 'is said'
line c bad bad bad bad
status 1 'a line that has it in all releases' affected c
is "$(tried)" '0 3 ' 'takes two builds'
matches "$said" 'with v1\.0\.0, the first that fails; no release before it was asked for' 'it may be older'
matches "$said" 'not fixed up to v1\.0\.3, the last that gives an answer' 'and is not fixed'

# interrupted
line d good good good good bad bad bad bad
fault slow
# not by affected(): kill would end only the shell that runs the function
"$BACKPORT" affected f --bases "$tmp/d@v1.0.*" >"$tmp/said" 2>&1 &
pid=$!
holds 'it begins' soon grep -q boot "$STUB/calls"
kill $pid
wait $pid 2>/dev/null || :
fault ''
status 1 'after an interruption' affected d
is "$(tried)" '0 7 3 5 4 ' 'it goes on'
is "$(builds)" 4 'with the second release'
fault full
rm -f out/v1.affected/*v1.0.3*
status 128 'a full disk' affected d
matches "$(cat "$tmp/err")" 'v1.0.2: the disk is full' 'ends it'
fault ''
status 1 'then' affected d
is "$(builds)" 2 'two are left'

# more than once
line e good bad bad good good good bad good
sed -i '/^int end/d' "$tmp/e/init/main.c"
status 0 'a bug that comes and goes between releases that pass' affected e
matches "$said" '2 of 8 releases were tried. Assumed:' 'is not seen, as it says'
git -C "$tmp/e" tag -d v1.0.7 >/dev/null
status 1 'one that is seen' affected e
"$BACKPORT" affected f --bases "$tmp/e@v1.0.[0-4]" >/dev/null 2>&1 || :
"$BACKPORT" affected f --bases "$tmp/e@v1.0.[01]" >/dev/null 2>&1 || :
status 1 'by what is stored' affected e
matches "$said" 'comes in with v1\.0\.1, .*passes' 'comes in'
matches "$said" 'comes in with v1\.0\.6, .*passes' 'twice'
matches "$said" 'It comes in more than once' 'and that is said'

# a release that does not build
line g good good broken broken bad bad bad
status 1 'releases that do not build' affected g
matches "$said" 'v1\.0\.3 *no answer *out/v1.affected/build.v1.0.3.json$' 'are passed over'
matches "$said" '^  *it does not build: mm/vmscan.c:7:1: error' 'with the reason'
matches "$said" 'with v1\.0\.4, the first that fails; v1\.0\.1 passes, v1\.0\.2 to v1\.0\.3 give no answer' 'and said'
line l bad stuck stuck stuck stuck merged
status 1 'releases that do not build, among some that should not have the bug' affected l
is "$(tried)" '0 1 5 ' 'are not all tried'
matches "$said" 'is fixed in v1\.0\.5, .*v1\.0\.0 fails, of v1\.0\.1 to v1\.0\.4, 1 gives no answer and 3 were not tried$' 'which is told apart'
line h broken broken broken
status 125 'a line of which none builds' affected h
matches "$said" 'No release that was tried gives an answer' 'has no answer'
line i bad bad
printf 'VERSION = 9\nPATCHLEVEL = 9\nSUBLEVEL = 9\n' >"$tmp/i/Makefile"
git -C "$tmp/i" add -A
git -C "$tmp/i" commit -qm 'another release'
git -C "$tmp/i" tag -f v1.0.1 >/dev/null
status 1 'a tag of another release' affected i
matches "$said" ' its Makefile says that it is v9\.9\.9' 'gives no answer'

# the sources are wrong
line j bad bad
sed -i 's/int fixed;/int fixed = 1 ;/' "$tmp/j/init/main.c"
git -C "$tmp/j" commit -qam 'other lines'
git -C "$tmp/j" tag -f v1.0.1 >/dev/null
sed -i 's/fixed = 1/repaired = 1/' "$tmp/j/init/main.c"
git -C "$tmp/j" commit -qam 'other lines'
git -C "$tmp/j" tag v1.0.2
status 1 'a release that fails although its sources say it should not' affected j
matches "$said" 'v1\.0\.2 fails although, by its sources, it should not have the bug: the line that the fix removes is not there' 'is said'

# one release
line k bad
status 0 'a single release' affected k --dry-run
is "$said" "f: 1 release, built as branch v1 is.
By its sources:
  v1.0.0                          1  may have the bug: the fix applies
At most 1 build, when each release gives an answer; 0 known from before.
First: v1.0.0" 'is one'
status 1 'tried' affected k
matches "$said" '^1 of 1 release was tried\.$' 'nothing is assumed of others'

# the cache's bases
"$BACKPORT" -q tree add v1.0.0 "$tmp/a" --rev v1.0.4 >/dev/null
status 0 'a base of the cache' "$BACKPORT" affected f --bases 'v1.0.*'
printf '[remote]\n\turl = %s\n' "$tmp/c" >>backport.conf
status 1 'or of the remote, where the cache has none' "$BACKPORT" affected f --bases 'v1.0.[23]'

# what cannot be done
status 125 'a pattern that names nothing' "$BACKPORT" affected f --bases 'v7.*'
matches "$said" "'v7\.\*' names no base of the cache and no tag" 'is said'
status 128 'another fix' "$BACKPORT" affected g --bases 'v1.0.*'
matches "$said" "no branch has a fix 'g'; there are: f" 'is said'
git -C "$tmp/c" tag v2.1.3
status 128 'releases of two lines' "$BACKPORT" affected f --bases "$tmp/c@v*"
matches "$said" 'names releases of several lines, v1.0.0 and v2.1.3: one line at a time' 'are refused'
git -C "$tmp/c" tag v1.0
git -C "$tmp/c" tag v1.1
status 128 'a line between the first releases of two' "$BACKPORT" affected f --bases "$tmp/c@v1.[01]*" --dry-run
matches "$said" 'names releases of several lines, v1.0 and v1.1: one line at a time' 'is refused, too'
status 0 'but not these alone' "$BACKPORT" affected f --bases "$tmp/c@v1.[01]" --branch v1 --dry-run
git -C "$tmp/c" tag -d v1.0 v1.1 >"$tmp/deleted"
cp -r backport.conf "$tmp/conf"
printf '[branch "v3"]\n\tbase = v3.0\n\tfix = f\n\ttarget = t\n' >>backport.conf
status 128 'a line that has no branch' "$BACKPORT" affected f --bases "$tmp/c@v2*"
matches "$said" "no branch with fix 'f' is of the line of v2.1.3; say whose configuration and variant to take: --branch BRANCH" 'is said'
status 1 'which can be named' "$BACKPORT" affected f --bases "$tmp/c@v2*" --branch v1
git -C "$tmp/c" tag v2.1
git -C "$tmp/c" tag v2.1-rc8
status 0 'candidates' "$BACKPORT" affected f --bases "$tmp/c@v2.1*" --branch v1 --dry-run
matches "$said" '^  v2\.1-rc8 \.\. v2\.1\.3 ' 'come before their release'
status 128 'one that is not there' affected c --branch v8
cp "$tmp/conf" backport.conf
status 129 'no pattern' "$BACKPORT" affected f
status 129 'no fix' "$BACKPORT" affected --bases 'v1.*'
mv checks/ownership/check.c "$tmp"
status 128 'a check without a program' affected c
matches "$(cat "$tmp/err")" 'check' 'is said before anything is built'
mv "$tmp/check.c" checks/ownership
rm patches/v1/f.patch
status 128 'no variant' affected c
matches "$(cat "$tmp/err")" 'patches/v1/f.patch' 'is said'
sed -i '/check = ownership/d' backport.conf
status 128 'a fix without a check' affected c
matches "$(cat "$tmp/err")" 'wants upstream, patch and check' 'is said'
done_testing
