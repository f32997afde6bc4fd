#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The matrix from end to end over stubs: what is run, what is not run again, what an interruption leaves.
# shellcheck disable=SC2317 # gone() is called by soon()
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

matrix_project

# The graph
status 0 'plan' "$BACKPORT" plan
matches "$said" '^all: v1 v2$' 'has all branches'
status 0 'plan of one branch' "$BACKPORT" plan v2
matches "$said" '^all: v2$' 'has that one'
status 0 'a forced stage' "$BACKPORT" plan --force boot.after --repeat 2 v1
matches "$said" 'boot v1 --side after --force --repeat 2$' 'is in its recipe'
status 0 'plan --list' "$BACKPORT" plan --list v2 v1 v2
is "$said" "v2
v1" 'names each branch once'
status 0 'plan of a target' "$BACKPORT" plan --list --target t
is "$said" "v1
v2" 'has its branches'
status 128 'a target that no branch has' "$BACKPORT" plan --target u
matches "$said" "no target 'u'; there are: t" 'is said'
status 129 'an unknown side' "$BACKPORT" plan --side both
status 128 'an unknown branch' "$BACKPORT" plan v3
status 129 'an unknown stage' "$BACKPORT" plan --force kernel
matches "$said" "no stage 'kernel' to force; wanted build" 'is named'
status 129 'no times' "$BACKPORT" plan --repeat 0
for words in 'repeat 0' 'step 9' 'force kernel' 'slurm-args -x'; do
	# shellcheck disable=SC2086 # an option and its value
	status 129 "matrix --$words" "$BACKPORT" matrix --$words
	matches "$said" '^usage: backport matrix ' 'has the usage of matrix'
	matches "$(printf '%s\n' "$said" | head -n 1)" '^backport matrix: ' 'and its name'
done

# A run, and another
fault ''
status 0 'the matrix' ./build-matrix.sh -j2 --no-install
matches "$said" '^v1 +v1.0 +PASS +PASS +PASS +PASS +FAIL +PASS .* proved$' 'proves one branch'
matches "$said" '^v2 +v2.0 +PASS +PASS +PASS +PASS +FAIL +PASS .* proved$' 'and the other'
matches "$said" '^2 proved$' 'and sums up'
matches "$(calls)" '^deps --no-install$' '--no-install is handed on'
is "$(calls | grep -c modules_prepare)" 4 'four kernels are built'
is "$(calls | grep -c boot)" 4 'and booted'
fault ''
status 0 'the same again' ./build-matrix.sh
matches "$said" '^2 proved$' 'says the same'
is "$(calls)" deps 'and runs nothing'
is "$(echo "$said" | sed -n 's/^v[12]: nothing changed, its \(.*\) results hold$/\1/p')" '7
7' 'nor asks each stage'
# The same checks, modes, words and kernel release: v2's boots with v1's consoles
cp -r out "$tmp/kept"
for side in before after; do
	cp "out/v1/boot.$side.plain.log" out/v2/
	for key in secret log_sha256; do
		value=$(sed -n "s/^ *\"$key\": \"\(.*\)\".*/\1/p" "out/v1/boot.$side.json")
		sed -i "s/\"$key\": \".*\"/\"$key\": \"$value\"/" "out/v2/boot.$side.json"
	done
done
status 125 "another branch's consoles, with their secrets" "$BACKPORT" verdict v2
matches "$said" 'v2: no verdict: out/v2/boot.before.plain.log: ' "are not its own"
rm -r out
mv "$tmp/kept" out
is "$("$BACKPORT" plan v1 | grep -c ' build v1 ')" 2 'a plan of all has its stages'
is "$("$BACKPORT" plan --changed v1 | grep -c ' \(tree\|apply\|objects\|build\|boot\) ' || :)" 0 'one of what changed has none'
is "$("$BACKPORT" plan --changed --repeat 2 v1 | grep -c ' boot v1 ')" 2 'more boots than there were are run'
is "$("$BACKPORT" plan --changed --quick v1 | grep -c ' boot v1 ')" 2 'a quick plan has all of its stages'
rm "$project/v1/after"
is "$("$BACKPORT" plan --changed v1 | grep -c ' build v1 ')" 2 'so has one of a branch whose kernel is gone'
fault ''
status 0 'a kernel that is gone' ./build-matrix.sh
is "$(calls | grep -c modules_prepare)" 1 'is built again'
fault ''
status 0 'one branch' ./build-matrix.sh --only v2 --force boot.before
is "$(calls | grep -v deps)" "boot $(readlink -f "$project/v2/before")/vmlinux" 'one forced stage'
matches "$said" '^1 proved$' 'and a table of that branch'
fault ''
status 0 'one side' ./build-matrix.sh --branch v2 --target t --side after --force boot
is "$(calls | grep -v deps)" "boot $(readlink -f "$project/v2/after")/vmlinux" 'is run alone'
matches "$said" '^v2 .* proved$' 'and proves the branch with what is stored of the other side'
rm out/v2/boot.before.json
status 125 'one side without the other' ./build-matrix.sh --only v2 --side after
matches "$said" '^v2: no verdict: boot.before has no result' 'proves nothing'
status 0 'both sides' ./build-matrix.sh
matches "$said" '^2 proved$' 'prove again'
echo 'another program: KTAP version 1 owned-base release released-base rebind again' >checks/ownership/check.c
fault ''
status 0 'a changed guest' ./build-matrix.sh
is "$(calls | grep -c boot)" 4 'is booted everywhere'
is "$(calls | grep -c modules || :)" 0 'and builds no kernel'
was=$(sha256sum <patches/v2/f.patch | cut -c-64)
sed -i 's/= 1;/= 1; /' patches/v2/f.patch
status 125 'results of another patch than there is now' "$BACKPORT" verdict v2
matches "$said" 'v2: no verdict: patches/v2/f.patch has changed since: run backport matrix --only v2' 'prove nothing'
status 1 'and are reported' "$BACKPORT" report
matches "$said" '^v2 .* no verdict$' 'without a verdict'
matches "$said" 'v2: no verdict: patches/v2/f.patch has changed since: run backport matrix --only v2' 'and why'
matches "$("$BACKPORT" report --format=json v2)" "\"sha256\": \"$was\"" 'as of the patch that was applied'
fault ''
status 0 'a changed patch' ./build-matrix.sh
is "$(calls | grep -c modules_prepare)" 1 'builds its own after'
is "$(calls | grep boot)" "boot $(readlink -f "$project/v2/after")/vmlinux" 'and boots it'

# A branch that cannot be configured costs only itself
printf '[branch "v2"]\n\tfragment = kconfig/none.config\n' >more.conf
cp backport.conf backport.save
cat more.conf >>backport.conf
fault ''
status 0 'a plan with a fragment that is not there' "$BACKPORT" plan
matches "$said" '^backport: v2: kconfig/none.config: cannot open: No such file or directory$' 'names the branch and the file'
is "$(echo "$said" | grep -c 'BACKPORT.* v2')" 2 'and has its first stage and its verdict alone'
rm -r out/v2
status 1 'a matrix with it' ./build-matrix.sh --no-install
matches "$said" '^v1 .* proved$' 'goes on with the other branch'
matches "$said" '^v2 +v2.0 +ERROR +- +- +- +- +- .* error$' 'says it in the row of that branch'
is "$(echo "$said" | grep -c '^v2: .*none.config')" 3 'and in the lines of its stage and its verdict'
is "$(calls)" 'deps --no-install' 'and builds nothing of it'
mv backport.save backport.conf
rm more.conf
status 0 'with the fragment' ./build-matrix.sh --no-install

# What no boot could use is said before kernels are built
cp backport.conf conf.save
cp checks/ownership/check.conf check.save
sed 's/signature = .*/signature = owned-bsae,release/' check.save >checks/ownership/check.conf
fault ''
status 1 'a step that the check does not have' ./build-matrix.sh --only v1 --force build
matches "$said" "v1: build.before ERROR .*the signature of fix 'f' names step 'owned-bsae', which check 'ownership' does not have" 'is said'
is "$(calls | grep -c vmlinux || :)" 0 'and nothing is built'
fault ''
status 1 'the same, with nothing stored' ./build-matrix.sh --only v1 --force all
matches "$said" "v1: objects ERROR .*the signature of fix 'f' names step 'owned-bsae'" 'is said by the first stage that compiles'
is "$(calls | grep -v deps || :)" '' 'and nothing is compiled'
sed '/signature = /d' check.save >checks/ownership/check.conf
status 1 'a fix without a signature' ./build-matrix.sh --only v1 --force build
matches "$said" "v1: build.before ERROR .*fix 'f' has no signature: name the steps" 'is said'
cp check.save checks/ownership/check.conf
sed 's/qemu = .*/qemu = no-such-qemu/' conf.save >backport.conf
status 1 'no QEMU' ./build-matrix.sh --only v1 --force build
matches "$said" "v1: build.before ERROR .*no-such-qemu" 'is said'
sed 's/check = .*/check = none/' conf.save >backport.conf
status 1 'a check that is not there' ./build-matrix.sh --only v1 --force build
matches "$said" "v1: build.before ERROR .*check 'none' has no program: wanted checks/none/check.c, check.sh or Makefile" 'is said'
mkdir checks/none
echo 'int main' >checks/none/check.c
# shellcheck disable=SC2016 # make's dollars
sed 's/@cp $(CHECK).*/@echo "error: wanted more"; false/' guest/Makefile >guest/broken
mv guest/Makefile make.save
mv guest/broken guest/Makefile
status 1 'a check that does not compile' ./build-matrix.sh --only v1 --force build
matches "$said" "^v1: build.before ERROR \([0-9.]* s\): the check 'none' does not compile: error: wanted more" 'is said'
is "$(calls | grep -c vmlinux || :)" 0 'and nothing is built'
mv make.save guest/Makefile
rm -r checks/none
mv conf.save backport.conf
status 0 'all put right' ./build-matrix.sh --only v1 --force build

# What is not proved
: >series/v1
status 1 'a series without the fix' ./build-matrix.sh
matches "$said" '^v1: ' 'is no proof'
matches "$said" '^1 proved, 1 (broken|unproved|error)$' 'and is counted'
echo f.patch >series/v1
fault broken
echo 'int more;' >>checks/ownership/module/oracle.c
rm -rf "$project"/v*/obj*
status 1 'kernels that do not build' ./build-matrix.sh
matches "$said" '^2 broken$' 'are broken'
fault ''
status 0 'and proved when they do' ./build-matrix.sh --force build
sed -i 's/v2.0/v2.9/' backport.conf
status 0 'a base that cannot be had' ./build-matrix.sh
matches "$said" '^v2: skipped: ' 'is a skip'
matches "$said" '^v2: build.after SKIP .*: there is no tree$' 'from which the stages follow'
is "$(printf '%s\n' "$said" | grep -c 'backport tree add v2')" 4 'and what to do is said by the tree, the verdict and the table alone'
matches "$said" '1 proved, 1 skipped; WHAT IS SKIPPED WAS NOT TESTED' 'said loudly'
status 125 '--strict' ./build-matrix.sh --strict
status 125 'nothing but skips' ./build-matrix.sh --only v2
sed -i 's/v2.9/v2.0/' backport.conf
status 0 'the base is back' ./build-matrix.sh
: >"$STUB/calls"
status 129 'a wrong --url' ./build-matrix.sh --force all --url out
matches "$said" "--url 'out': wanted http:// or https://" 'is said'
is "$(calls)" deps 'before anything is built'
status 129 'an empty --url' ./build-matrix.sh --url ''
status 0 '--url' ./build-matrix.sh --url https://ci.example.org/out
matches "$(cat out/kcidb.json)" 'https://ci.example.org/out/v2/boot.after.plain.log' 'is for what is published'

# Interrupted
hung() {
	test -s "$STUB/hung"
}
gone() {
	! grep -qs '^State:.*[^Z] (' "/proc/$(cat "$STUB/hung")/status"
}
for fault in hang hang-boot; do
	fault $fault
	rm -f "$STUB/hung"
	./build-matrix.sh -j2 --only v1 --force all >/dev/null 2>&1 &
	pid=$!
	holds "$fault: is under way" soon hung
	kill -TERM $pid
	got=0
	wait $pid || got=$?
	is "$got" 130 "$fault: SIGTERM ends the run"
	holds "$fault: and all that it started" soon gone
	fault ''
	status 0 "$fault: the next run" ./build-matrix.sh --only v1
	matches "$said" '^1 proved$' "$fault: goes on from there"
done
for victim in matrix make backport; do
	fault hang-boot
	rm -f "$STUB/hung"
	./build-matrix.sh -j2 --only v1 --force boot >/dev/null 2>&1 &
	pid=$!
	soon hung
	case $victim in
	matrix) kill -9 $pid ;;
	make) pkill -9 -P $pid -x make ;;
	backport) pkill -9 -P "$(pgrep -d, -P "$(pgrep -P $pid -x make)")" -x backport ;;
	esac
	holds "kill -9 of $victim: nothing is left running" soon gone
	fault ''
	got=0
	wait $pid 2>/dev/null || got=$?
	holds "kill -9 of $victim: is no success" test "$got" -ne 0
	status 0 "kill -9 of $victim: the next run" ./build-matrix.sh --only v1
	matches "$said" '^1 proved$' "kill -9 of $victim: goes on from there"
done

# Two at once
fault slow
./build-matrix.sh --only v1 --force build >/dev/null 2>&1 &
pid=$!
soon grep -q modules_prepare "$STUB/calls"
status 0 'a second run' ./build-matrix.sh --only v1
matches "$said" "waiting for the run that holds out/.lock \(process $pid\)" 'waits and says for whom'
wait $pid

# Usage
status 128 '--only of an unknown branch' ./build-matrix.sh --only v3
matches "$said" "no branch 'v3' in the configuration; it has: v1, v2" 'is named'
status 129 'an unknown option' ./build-matrix.sh --fast
matches "$said" "no option '--fast'" 'is named'
is "$(./build-matrix.sh --fast 2>/dev/null || :)" '' 'on stderr'
matches "$(./build-matrix.sh --help 2>/dev/null)" '^usage: ./build-matrix.sh \[BRANCH' '--help is answered on stdout'
status 0 'and is no error' ./build-matrix.sh --help
status 128 'a branch as an argument' ./build-matrix.sh v3
matches "$said" "no branch 'v3' in the configuration; it has: v1, v2" 'is looked for'
status 0 'a branch that there is' ./build-matrix.sh v1 --no-sandbox
matches "$said" '^1 proved$' 'is run alone'
status 129 'no job slots' ./build-matrix.sh -j0
status 129 'jobs that are no number' ./build-matrix.sh -jmany
status 129 'an option without its value' ./build-matrix.sh --only
status 129 'a format that there is not' "$BACKPORT" report --format=xml
# On a terminal it is watched, and what the stages say goes to a file.
fault slow
got=0
timeout 60 script -qec 'unset CI; stty cols 100 rows 20; TERM=xterm ./build-matrix.sh -j2 --no-install --force all' \
	"$tmp/screen" </dev/null >/dev/null 2>&1 || got=$?
is "$got" 0 'a run on a terminal'
matches "$(tr -d '\r' <"$tmp/screen")" '^v1 +v1.0 +PASS +PASS +PASS +PASS +FAIL +PASS ' 'ends in the table'
matches "$(cat "$tmp/screen")" 'v1  (build|boot)\.' 'has shown a stage under way'
is "$(grep -c ': build.before PASS' "$tmp/screen" || :)" 0 'is not broken into'
matches "$(cat out/matrix.log)" '^v1: build.before PASS' "by the stages, whose words are kept"
timeout 60 script -qec 'unset CI; stty cols 100 rows 20; TERM=xterm ./build-matrix.sh -j2 --no-install --force all --only v2' \
	"$tmp/screen" </dev/null >/dev/null 2>&1 || :
matches "$(cat "$tmp/screen")" 'v2  (build|boot)\.' 'a run of one branch shows that'
is "$(grep -c 'v1' "$tmp/screen" || :)" 0 'and waits for no other'

done_testing
