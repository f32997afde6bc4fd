#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Mutants of a branch: tried, judged, noted, and not tried twice. The stub's check passes where "fixed = 1" is.
set -eu
. "$(dirname "$0")/../tap.sh"
cc=$(command -v cc)
. "$(dirname "$0")/../project.sh"

sed '/^--- a/,$d' patches/v1/f.patch >message
cat message - >patches/v1/f.patch <<'END2'
--- a/init/main.c
+++ b/init/main.c
@@ -1,6 +1,13 @@
 int main;
 void off(), go(), stop();
 #define true 1
 #define false 0
-int fixed;
+int fixed = 1;
+void f(void)
+{
+	if (0)
+		off(true);
+	go();
+	stop();
+}
 int end;
END2
printf 'int main;\nvoid off(), go(), stop();\n#define true 1\n#define false 0\nint fixed;\nint end;\n' >"$tmp/linux/init/main.c"
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/linux" >/dev/null
echo "$cc" >"$STUB/cc"
fault ''

# shellcheck disable=SC2120,SC2317 # status() calls it, and gives the options
mutants() {
	"$BACKPORT" mutants v1 "$@"
}

status 125 'a branch that was not built' mutants
matches "$said" 'v1 as it is now was not booted; run: backport build v1 --side after' 'says what to run'
status 0 'which can be listed' mutants --list
is "$(printf '%s\n' "$said" | sed -n 's/^ *\([0-9]*\) [0-9a-f]\{8\} /\1 /p')" "1 off: left out hunk 1: not tried
2 f: moved behind go(): not tried
3 f: removed off(): not tried
4 f: made true false: off(true);: not tried
5 f: removed go(): not tried
6 f: moved behind stop(): not tried
7 f: removed stop(): not tried" 'each once'
"$BACKPORT" build v1 --side after >/dev/null
"$BACKPORT" boot v1 --side after >/dev/null

status 1 'mutants that the check does not notice' mutants
matches "$said" '^ 1 .*left out hunk 1: killed by the check: plain: step ' 'the fix left out is noticed'
matches "$said" '^ 4 .*: same code: it compiles to the code of after' 'one without effect is found out'
matches "$said" '^ 5 .*removed go\(\): survived' 'one survives'
matches "$said" 'no reason is noted' 'without a reason'
matches "$said" '7 mutants: 1 killed by the check, 0 by the build; 3 the same code, 3 survived, 3 of them without a reason' 'and they are counted'
id=$(printf '%s\n' "$said" | sed -n 's/^ 5 \([0-9a-f]*\) .*/\1/p')
matches "$(cat "out/v1/mutant.$id.patch")" '^-	go\(\);' 'its patch is kept'
holds 'and its console' test -s "out/v1/mutant.$id.plain.log"
fault ''
status 1 'a second run' mutants
is "$(calls)" '' 'tries nothing again'
status 1 'one by its number' mutants --only 5
is "$(printf '%s\n' "$said" | grep -c survived)" 1 'is tried alone'
status 1 'one by its id' "$BACKPORT" --json mutants v1 --only "$id"
by_schema mutants 'as its schema says'
matches "$said" '"nr":5,.*"kind":"call".*"what":"removed go\(\)","fate":"survived","noted":"","stored":true' 'and told in JSON'
status 128 'one that is not there' mutants --only 99
matches "$said" "no mutant '99' of v1; --list shows them" 'is said'

# Reasons
cp backport.conf old.conf
"$BACKPORT" mutants v1 | sed -n 's/^ *[0-9]* \([0-9a-f]*\) .*: survived.*/	mutant = \1: nobody can tell/p' >notes
sed -i '/check = /r notes' backport.conf
status 0 'survivors that are noted' mutants
matches "$said" '^   nobody can tell' 'are shown with their reasons'
matches "$said" '0 of them without a reason' 'and no trouble'

# What does not build, and what is ours
rm -f out/v1/mutant.*
fault broken
status 0 'a mutant that does not compile' mutants --only 5
matches "$said" "killed by the build: init/main.c:7:1: error: 'y' undeclared" 'is killed'
fault full
status 128 'a full disk' mutants --only 6
matches "$said" 'error: ' 'kills nothing'
fault ''
status 0 'it is tried again' mutants --only 6
matches "$said" survived 'and judged'

# The check has to be the one that passed without a mutant
cp checks/ownership/check.c old.c
mv out/v1/boot.after.plain.log "$tmp/console"
status 125 'a console that cannot be read' "$BACKPORT" mutants v1
matches "$said" 'cannot tell whether boot.after is what its consoles say: ./out/v1/boot.after.plain.log: cannot ' 'is said to be that'
mv "$tmp/console" out/v1/boot.after.plain.log
echo 'the program, changed' >>checks/ownership/check.c
status 125 'another check than was booted' mutants
matches "$said" 'boot.after is stale, ownership: check changed; run: backport build v1 --side after, backport boot v1 --side after' 'is refused'
mv old.c checks/ownership/check.c

# A kernel of a mode may compile what the step's own does not
cp backport.conf plain.conf
cp checks/ownership/check.conf plain.check
echo CONFIG_KASAN=y >kconfig/kasan.config
printf '[mode "kasan"]\n\tfragment = kconfig/kasan.config\n\tappend = kasan=1\n' >>backport.conf
printf '\tmode = plain\n\tmode = kasan\n' >>checks/ownership/check.conf
"$BACKPORT" build v1 --side after >/dev/null
"$BACKPORT" boot v1 --side after >/dev/null
status 1 'the same code in one of two kernels' mutants --only 4
matches "$said" '^ 4 .*: survived' 'is tried in the other'
mv plain.conf backport.conf
mv plain.check checks/ownership/check.conf

# A fix in a step between: no objects of that step are kept
cp backport.conf one.conf
cat >>backport.conf <<-'END'
	[fix "g"]
		upstream = 0123456789012345678901234567890123456789
		patch = g.patch
		check = ownership
		signature = owned-base
END
sed -i 's/^	fix = f$/&\n	fix = g/' backport.conf
printf '%s\n' '--- a/mm/vmscan.c' '+++ b/mm/vmscan.c' '@@ -1 +1 @@' '-int vmscan;' '+int vmscan = 1;' |
	cat message - >patches/v1/g.patch
series f g
matrix v1
status 0 'mutants of a step between' mutants --fix f
matches "$said" '^ 4 .*: same code: it compiles to the code of after' 'are held against the objects of after'
printf '%s\n' '--- a/init/main.c' '+++ b/init/main.c' '@@ -8,6 +8,5 @@' ' 	if (0)' ' 		off(true);' '-	go();' ' 	stop();' ' }' ' int end;' |
	cat message - >patches/v1/g.patch
rm out/v1/mutant.*
matrix v1
status 1 'a mutant that does what the next fix does' mutants --fix f
matches "$said" '^ 5 .*removed go\(\): survived' 'is not the same code'
series f
mv one.conf backport.conf
rm -r out

# What is no code
cp patches/v1/f.patch old.patch
cat message - >patches/v1/f.patch <<'END2'
--- a/init/main.c
+++ b/init/main.c
@@ -2,5 +2,10 @@
 void off(), go(), stop();
 #define true 1
 #define false 0
-int fixed;
+int fixed = 1;
+int flag = true;
+void f(void)
+{
+	go();
+}
 int end;
END2
"$BACKPORT" build v1 --side after >/dev/null
"$BACKPORT" boot v1 --side after >/dev/null
status 1 'a mutant of data' mutants
matches "$said" 'made true false: int flag = true;: survived' 'is not the same code'
mv old.patch patches/v1/f.patch

# After must be good itself
sed -i 's/^+int fixed = 1;/+int fixed = 2;/' patches/v1/f.patch
status 125 'another patch than was booted' mutants
matches "$said" 'as it is now was not booted' 'is refused'
"$BACKPORT" build v1 --side after >/dev/null
"$BACKPORT" boot v1 --side after >/dev/null || :
status 125 'a check that fails without a mutant' mutants
matches "$said" 'boot.after of v1 is FAIL: a check that does not pass without a mutant tells nothing' 'is no judge'

# A source line may hold any bytes
sed -i "s,^+int fixed = .*,&\n+int flag = true; /* caf$(printf '\351\033')[2J */," patches/v1/f.patch
sed -i 's/^@@ -1,6 +1,13 @@/@@ -1,6 +1,14 @@/' patches/v1/f.patch
said=$("$BACKPORT" mutants v1 --list | LC_ALL=C tr '\033\351' '!!')
matches "$said" 'made true false: int flag = true; /\* caf[^!]+2J \*/: not tried' 'it steers no terminal'
status 0 'and is told in JSON' "$BACKPORT" --json mutants v1 --list
by_schema mutants 'as its schema says'
is "$(printf '%s\n' "$said" | grep -c '"what":"made true false: int flag')" 1 'as any other'

# Usage
status 129 'no branch' "$BACKPORT" mutants
status 129 'an option that is none' mutants --what
status 128 'an unknown branch' "$BACKPORT" mutants v7
done_testing
