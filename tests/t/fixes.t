#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A verdict per fix: three fixes on one branch, each with a check of its own, over stubs. What is wrong with one fix, its
# check or its patch turns its row, and no other.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org

# The kernel is its sources; the check cX passes when it has the word X1. Every check of the plan runs in one boot.
mkdir "$tmp/bin"
cat >"$tmp/bin/stub-qemu" <<'END'
#!/bin/sh
set -eu
[ "$1" != --version ] || { echo 'stub-qemu 1.0'; exit; }
[ "$1" != -L ] || exit 0
while [ $# -gt 0 ]; do
	case $1 in
	-kernel) kernel=$2 ;;
	-initrd) initrd=$2 ;;
	esac
	shift
done
echo "boot $kernel" >>"$STUB/calls"
{
	echo 'Linux version 4.9.262 (stub) #1 SMP'
	"$SEAL_LOG" "$initrd" plan | sed -n '/^check /{h;}; /^arg /{H;g;s/check \(.*\)\narg /\1 /p;}' |
	while read -r check program; do
		echo "backport: start check=$check kernel=4.9.262 init=10 at=20"
		if [ "${program%:}" != "$program" ]; then
			echo "backport: step $check ERROR at=21 ms=5 reason=\"it ended with status 127: $program cannot be run: No such file or directory\""
			echo 'backport: result ERROR steps=1 passed=0 failed=0 skipped=0 at=26'
		elif case $check in
		bug) ! grep -q '^int a1;' "$kernel" || grep -q '^int b1;' "$kernel" ;;
		*) grep -q "^int ${check#c}1;" "$kernel" ;;
		esac; then
			step=run
			[ ! -e "$STUB/early" ] || [ "$(cat "$STUB/early")" != "$check" ] || step=begin
			echo "backport: step $step PASS at=21 ms=5"
			echo 'backport: result PASS steps=1 passed=1 failed=0 skipped=0 at=26'
		else
			echo 'backport: step run FAIL at=21 ms=5 reason="it is not there"'
			echo 'backport: result FAIL steps=1 passed=0 failed=1 skipped=0 at=26'
		fi
	done
	echo 'backport: end'
	echo 'reboot: Power down'
} | "$SEAL_LOG" "$initrd"
END
chmod +x "$tmp/bin/stub-qemu"
PATH=$tmp/bin:$PATH

words a0 b0 c0 z0 >"$tmp/linux/init/main.c"
cp "$tmp/linux/init/main.c" "$tmp/words"
rm -r checks/ownership patches/v1/f.patch
for fix in a b c; do
	variant $fix ${fix}0 "int ${fix}1;"
	mkdir checks/c$fix
	echo 'the program: run' >checks/c$fix/check.c
	printf '[check]\n\tsignature = run\n' >checks/c$fix/check.conf
done
# conf [FIX=CHECK...]: the configuration, with other checks than their own
conf() {
	{
		for fix in a b c; do
			check=c$fix
			for swap; do
				[ "${swap%=*}" != $fix ] || check=${swap#*=}
			done
			printf '[fix "%s"]\n\tpatch = %s.patch\n\tcheck = %s\n\tsubject = change %s\n' $fix $fix "$check" $fix
			printf '\tupstream = 0123456789012345678901234567890123456789\n'
		done
		sed -n '/^\[target/,$p' "$tmp/was.conf" | sed 's/^\tfix = f$/\tfix = c\n\tfix = a\n\tfix = b/'
	} >backport.conf
}
cp backport.conf "$tmp/was.conf"
conf
series a b c
"$BACKPORT" tree add v1 "$tmp/linux" >/dev/null 2>&1
fault ''

# verdicts: of a, b and c
verdicts() {
	"$BACKPORT" verdict v1 | sed -n 's/^v1 \(.\): \([a-z ]*\): .*/\1 \2/p' | sort | tr '\n' ' '
}
# why FIX: its sentence
why() {
	"$BACKPORT" verdict v1 --fix "$1" | sed 's/^[^:]*: [^:]*: //'
}

matrix
is "$(verdicts)" 'a proved b proved c proved ' 'three fixes, each by its own check'
status 0 'the branch' "$BACKPORT" verdict v1
is "$(why b)" 'fails without the fix and passes with it, in 1 mode, at 4 steps' 'the sentence'
is "$(grep -c '^boot' "$STUB/calls")" 4 'a boot per step'
# The console of one step for that of another, with its secret
cp -r out "$tmp/kept"
secret() { sed -n 's/^ *"secret": "\(.*\)".*/\1/p' "out/v1/boot.$1.json" | head -n 1; }
cp out/v1/boot.step2.plain.log out/v1/boot.after.plain.log
sed -i "s/$(secret after)/$(secret step2)/" out/v1/boot.after.json
status 125 'a console copied from another step' "$BACKPORT" verdict v1
matches "$said" 'boot.step2.plain.log: out/v1/boot.after.plain.log has the same secret' 'is named'
rm -r out
mv "$tmp/kept" out
status 0 'the table' "$BACKPORT" report
matches "$said" '^v1 a .* proved$' 'has a row each'
status 0 'its exit status by one fix' "$BACKPORT" verdict v1 --fix c
status 128 'a fix that it has not' "$BACKPORT" verdict v1 --fix d
: >"$STUB/calls"
matrix
is "$(calls)" '' 'an unchanged matrix does nothing'
cp -r out "$tmp/out"

# What all steps boot is read once for them: a file of guest/ takes two calls, for PID 1 and each of the three checks.
reads() {
	INJECT_AT=0 INJECT_COUNT="$tmp/count" injected "$BACKPORT" plan --changed v1 >"$tmp/plan"
	cat "$tmp/count"
}
cp -r guest "$tmp/guest"
few=$(reads)
for i in 1 2 3 4 5 6 7 8 9 10; do
	: >"guest/more$i.h"
done
matrix
many=$(reads)
is "$(grep -c ' boot v1 ' "$tmp/plan" || :)" 0 'results that hold'
holds 'are not asked of the guest for each step' [ $((many - few)) -lt 160 ]
rm -r guest out
mv "$tmp/guest" guest
cp -r "$tmp/out" out

# What is stored is not believed: a console of one fix and step that was changed
again() {
	rm -rf out
	cp -r "$tmp/out" out
}
sed -i 's/"outcome": "FAIL"/"outcome": "PASS"/' out/v1/boot.step1.json
is "$(verdicts)" 'a no verdict b no verdict c no verdict ' 'a result that its console contradicts'
again
rm out/v1/boot.step2.plain.log
is "$(verdicts)" 'a no verdict b no verdict c no verdict ' 'a console that is gone'
again
rm out/v1/b*.step1.json
is "$(verdicts)" 'a no verdict b no verdict c no verdict ' 'a step that has no result'
matches "$(why a)" 'build.step1 has no result' 'is named'
rm out/v1/b*.step2.json
matches "$(why a)" '^only the first and the last step were run' 'the steps between left out: not which fix turns it'
again

# A check that ends early with the fix, before the step that fails without it
echo cb >"$STUB/early"
rm out/v1/boot.*
matrix
is "$(verdicts)" 'a proved b unproved c proved ' 'a check that ends early proves nothing'
matches "$(why b)" "^plain: at step2 the check's step 'run', which fails without the fix, does not pass: it is skipped or not run$" 'and is said to'
rm "$STUB/early"
again

# Mutants are made of each fix's own step, and only its check has to notice
status 0 'mutants' "$BACKPORT" mutants v1
is "$(printf '%s\n' "$said" | grep -c 'left out hunk 1: killed by the check: plain: step run: it is not there$' || :)" 3 'of each fix'
status 0 'of one' "$BACKPORT" mutants v1 --fix b --list
matches "$said" '^v1: 1 mutant:' 'alone'
matches "$(cat out/v1/mutant.*.patch)" '^ int c0;|^-int b1;' 'without the fixes after it'

# One fix out of the series: its row, and no other
for gone in a b c; do
	# shellcheck disable=SC2046 # words
	series $(printf 'a\nb\nc\n' | grep -v $gone)
	matrix
	is "$(verdicts)" "$(printf 'a proved b proved c proved ' | sed "s/$gone proved/$gone unproved/")" "without $gone"
	is "$(why $gone)" 'the series has no patch of this fix' 'and why'
done
series a b c

# One check edited: boots only
matrix
: >"$STUB/calls"
echo 'the program: run, and more' >checks/cb/check.c
matrix
is "$(calls | grep -vc '^boot' || :) $(calls | grep -c '^boot' || :)" '0 4' 'one check edited: boots, no builds'
is "$(verdicts)" 'a proved b proved c proved ' 'and the verdicts are as they were'

# A check that is missing or does not compile: an error of its own row, said before a kernel is built
kept=$(cat checks/cb/check.c)
rm -r checks/cb/check.c out
matrix
is "$(verdicts)" 'a proved b error c proved ' 'a check without a program'
matches "$(why b)" "check 'cb' has no program: wanted checks/cb/check.c, check.sh or Makefile" 'and why'
matches "$(sed '/build.before/q' "$tmp/made")" "^backport: v1: check 'cb' has no program" 'is said before a kernel is built'
is "$(grep -c '^backport: v1: check' "$tmp/made" || :)" 1 'once'
rm -r checks/ca/check.c checks/cc/check.c out
: >"$STUB/calls"
matrix
is "$(verdicts)" 'a error b error c error ' 'no check with a program'
is "$(grep -c '^boot' "$STUB/calls" || :)" 0 'nothing is booted'
for check in a b c; do
	printf '%s\n' "$kept" >checks/c$check/check.c
done
matrix
is "$(verdicts)" 'a proved b proved c proved ' 'all put right'

# A wrong signature: an error of its own row, too
sed -i 's/signature = run/signature = run, wrong/' checks/cb/check.conf
rm -r out
matrix
is "$(verdicts)" 'a proved b error c proved ' 'a signature with a step that the check does not have'
matches "$(why b)" "the signature of fix 'b' names step 'wrong', which check 'cb' does not have" 'and why'
matches "$(sed '/build.before/q' "$tmp/made")" "^backport: v1: the signature of fix 'b' names step 'wrong'" 'is said before a kernel is built'
is "$(grep -c '^backport: v1: the signature' "$tmp/made" || :)" 1 'once'
sed -i 's/run, wrong/run/' checks/cb/check.conf
matrix
is "$(verdicts)" 'a proved b proved c proved ' 'put right'
for check in a b c; do
	sed -i 's/= run/= wrong/' checks/c$check/check.conf
done
rm -r out
matrix
is "$(verdicts)" 'a error b error c error ' 'all signatures wrong'
matches "$(why c)" "build.before: the signature of fix '.' names step 'wrong'" 'nothing is built'
for check in a b c; do
	sed -i 's/= wrong/= run/' checks/c$check/check.conf
done
matrix

# Two checks swapped: both rows, and not the third
conf a=cb b=ca
matrix
is "$(verdicts)" 'a unproved b unproved c proved ' 'two checks swapped'
is "$(why a)" "plain: the check fails with the fix and passes from step2 on: the fix 'b' turns it" 'the first: what turns it comes later'
is "$(why b)" "plain: the check passes at step1 already: the fix 'a' turns it" 'the second: it came before'
status 1 'the branch is as bad as the worst' "$BACKPORT" verdict v1
matches "$("$BACKPORT" watch --once v1)" '^v1  unproved .* 1 of 3 proved; a: plain: the check fails with' 'watch counts them'
matches "$("$BACKPORT" watch --once --fix c)" '^v1  proved ' 'or tells of one'

# Two fixes with one check
conf b=ca
sed -i '/check = ca/{n;/change b/i\	signature = wrong
}' backport.conf
rm -r out
matrix
is "$(verdicts)" 'a error b error c error ' 'a wrong signature of one of two fixes with one check'
matches "$(why c)" "build.before: the signature of fix 'b' names step 'wrong', which check 'ca'" 'which is whose'
conf b=ca
matrix
is "$(verdicts)" 'a proved b unproved c proved ' 'two fixes with one check: the one that turns it'
conf

# A fix of a bug that an earlier one brings in
cp -r checks/cb checks/bug
conf b=bug
matrix
is "$(verdicts)" 'a proved b unproved c proved ' 'a fix of a fix'
is "$(why b)" 'plain: the check passes without the fix' 'does not fail from the beginning'
sed -i 's/^\tcheck = bug$/&\n\tcorrects = a/' backport.conf
is "$(verdicts)" 'a proved b proved c proved ' 'but from that fix on'
is "$(why b)" "fails from step1 on, where 'a' brings its bug in, and passes with it, in 1 mode, at 4 steps" 'is a proof, and says so'
sed -i 's/^\tcorrects = a$/\tcorrects = c/' backport.conf
is "$(why b)" 'plain: the check passes without the fix' 'not from one behind it'
rm -r checks/bug
conf

# A check that runs in one mode only, beside others that run in two
printf '[mode "poison"]\n\tappend = slub_debug=FZPU\n' >>"$tmp/was.conf"
conf
printf '\tmode = poison\n' >>checks/cb/check.conf
matrix
is "$(verdicts)" 'a proved b proved c proved ' 'a check that runs in one mode'
is "$(why b)" 'fails without the fix and passes with it, in 1 mode, at 4 steps' 'is proved in that'
is "$(why c)" 'fails without the fix and passes with it, in 2 modes, at 4 steps' 'the others in both'

# A later fix that breaks the build
cp patches/v1/c.patch "$tmp/c.patch"
sed 's/^int a0;/int a1;/; s/^int b0;/int b1;/' "$tmp/linux/init/main.c" >"$tmp/words"
variant c c0 '#error c'
matrix
is "$(verdicts)" 'a broken b broken c broken ' 'a fix that breaks the build'
matches "$(why c)" '^build.after fails: ' 'on its own row'
matches "$(why a)" "^build.after fails, the step of the fix 'c': " 'is named on those of the others'
cp "$tmp/c.patch" patches/v1/c.patch

# One fix in the base beside those in the series
sed -i 's/int b0;/int b1;/' "$tmp/linux/init/main.c"
"$BACKPORT" tree add v1 "$tmp/linux" >/dev/null 2>&1
matrix
is "$(verdicts)" 'a proved b proved c proved ' 'a fix in the base is judged as the others'
status 0 'status' "$BACKPORT" status v1
is "$(printf '%s\n' "$said" | sed 1d)" '  carried      a, c
  in the base  b' 'tells which'
status 0 'of one fix' "$BACKPORT" status --fix b
matches "$said" '  exact  b: in the base$' 'alone'
status 128 'of a fix that there is not' "$BACKPORT" status --fix d
matches "$said" "no branch has a fix 'd'; there are: a, b, c" 'is named'
status 0 'export' "$BACKPORT" export v1 --force -o "$tmp/mails/"
is "$(cd "$tmp/mails" && echo 0001* 0002* 000[3-9]*)" '0001-init-change-a0.patch 0002-init-change-c0.patch 000[3-9]*' 'sends what the base has not'
matches "$(cat "$tmp/mails/0000-cover-letter.patch")" 'Verdict on v1.0, a: proved' 'with a verdict each'
status 1 'a fix that the base has' "$BACKPORT" export v1 --fix b
matches "$said" 'has the fix already, there is nothing to send' 'is not sent'
"$BACKPORT" evidence v1 -o "$tmp/e.tar" >/dev/null
status 0 'evidence' "$BACKPORT" evidence --verify "$tmp/e.tar"
matches "$said" '^verified: the series makes the trees of 4 steps' 'has the tree of each step'
matches "$said" '^verified: the verdict on b, judged again: proved' 'and the verdict of each fix'
is "$(printf '%s\n' "$said" | grep -c '^verified: boot' || :)" 4 'and the consoles of each step'
status 0 'evidence' "$BACKPORT" evidence --rerun "$tmp/e.tar"
matches "$said" '^v1: all the same again, but for times$' 'made again from the bundle'
# A mode with a kernel of its own that does not build: only the fixes whose checks run in that mode suffer
conf
series a b c
printf '[mode "kasan"]\n\tfragment = kconfig/kasan.config\n' >>backport.conf
echo CONFIG_KASAN=y >kconfig/kasan.config
printf '\tmode = plain\n\tmode = kasan\n' >>checks/cb/check.conf
matrix
is "$(verdicts)" 'a proved b proved c proved ' 'a check that asks for another kernel'
fault kasan:broken
rm -rf out "$work"/obj*
matrix
is "$(verdicts)" 'a proved b broken c proved ' 'one that does not build'
matches "$(why b)" "^does not build, with the fix or without: in mode kasan: .*'y' undeclared" 'names the mode'
status 0 'the build' "$BACKPORT" build v1 --side after
matches "$said" "^v1: build.after PASS .*: in mode kasan: .*'y' undeclared" 'says so'
is "$(cd out/v1 && echo boot.*.kasan.log)" 'boot.*.kasan.log' 'and nothing is booted in it'
status 128 'boot --mode of it' "$BACKPORT" boot v1 --side after --mode kasan
matches "$said" "no kernel to boot, in mode kasan: .*'y' undeclared" 'says why not'
status 0 'a bundle' "$BACKPORT" -q evidence v1 -o "$tmp/modes.tar.zst"
status 0 'is verified' "$BACKPORT" -q evidence --verify "$tmp/modes.tar.zst"
fault kasan:broken
matrix
is "$(calls)" '' 'unchanged, it is not tried again'
sed -i '/"kasan": {/,/}/s/"outcome": "FAIL"/"outcome": "PASS"/; /"kasan": {/,/}/s/"reason"/"why"/' out/v1/build.*.json out/v1/boot.*.json
is "$(verdicts)" 'a no verdict b no verdict c no verdict ' 'a result that hides it'
fault kasan:lost
rm -rf out "$work"/obj*
matrix
is "$(verdicts)" 'a proved b error c proved ' 'one that cannot be configured'
matches "$(why b)" '^build.before: in mode kasan: the configuration is not what was asked: CONFIG_KASAN=y' 'names the mode'
fault ''
matrix
is "$(verdicts)" 'a proved b proved c proved ' 'is tried again'
done_testing
