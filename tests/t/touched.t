#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The stage "objects": what the fixes touch is compiled first, on both sides, and nothing else.
set -eu
. "$(dirname "$0")/../tap.sh"
cc=$(command -v cc)
. "$(dirname "$0")/../project.sh"

status 128 'an unknown branch' "$BACKPORT" objects v7
matches "$said" v1 'the known ones are listed'
fault ''
status 125 'objects of which Kbuild left no record' "$BACKPORT" objects v1
matches "$said" '^v1: objects SKIP .*: none of the touched sources is compiled by this configuration: init/main.c' 'are not compared'
cp patches/v1/f.patch f.save
sed '/^--- a/,$d' f.save >patches/v1/f.patch
cat >>patches/v1/f.patch <<'END2'
diff --git a/init/main.c b/init/main.c
old mode 100644
new mode 100755
diff --git a/init/new.c b/init/new.c
new file mode 100644
--- /dev/null
+++ b/init/new.c
@@ -0,0 +1 @@
+int new;
diff --git a/mm/vmscan.c b/mm/vmscan.c
deleted file mode 100644
--- a/mm/vmscan.c
+++ /dev/null
@@ -1 +0,0 @@
-int vmscan;
diff --git a/mm/Makefile b/mm/Makefile
deleted file mode 100644
--- a/mm/Makefile
+++ /dev/null
@@ -1 +0,0 @@
-obj-y := vmscan.o oom.o
diff --git a/mm/Makefile/deep.c b/mm/Makefile/deep.c
new file mode 100644
--- /dev/null
+++ b/mm/Makefile/deep.c
@@ -0,0 +1 @@
+int deep;
END2
status 125 'modes, new and removed files, a folder in the place of a file' "$BACKPORT" objects v1
is "$(echo "$said" | sed -n 's/^\([^ ]*\): not compiled .*/\1/p' | LC_ALL=C sort | tr '\n' ' ')" \
	'init/main.c init/new.c mm/Makefile mm/Makefile/deep.c mm/vmscan.c ' 'are all touched'
mv f.save patches/v1/f.patch
rm -rf out "$work"
echo "$cc" >"$STUB/cc"
fault ''
status 0 'a branch that was not built' "$BACKPORT" objects v1
matches "$said" '^v1: objects PASS .*: NO FUNCTION DIFFERS: the series changes no code' 'is compared'
matches "$said" '^init/main.c: has no function' 'and shown'
is "$(calls)" "$(printf ' allnoconfig\n init/main.o\n init/main.o')" 'only what is touched was made'
holds 'objects are kept by side' test -s "$work/objects/before/init/main.c.o"
fault ''
status 0 'the same again' "$BACKPORT" objects v1
matches "$said" 'PASS \(stored\)' 'is stored'
"$BACKPORT" build v1 --side before >/dev/null
is "$(calls | grep -c init/main.o || :)" 0 'a build has it done already'
is "$(json build.before objects)" 2 'and compiles the rest'
status 0 '--force' "$BACKPORT" objects v1 --force
is "$(calls | grep -c init/main.o)" 2 'makes it again'
rm -rf "$work/objects/before"
fault ''
status 0 'objects that are gone' "$BACKPORT" objects v1
is "$(calls | grep -c init/main.o)" 2 'are made again'
sed 's/fixed = 1/fixed = 2/' patches/v1/f.patch >f && mv f patches/v1/f.patch
fault ''
"$BACKPORT" build v1 --side after >/dev/null
is "$(calls | tr '\n' .)" ' init/main.o. init/main.o. vmlinux modules_prepare modules. modules.' 'a build of another patch makes them first'
is "$(BACKPORT_JOB=1 "$BACKPORT" objects v1 | wc -l)" 1 'for the plan a line is enough'

# Code that differs
rm -rf out "$work"
sed 's/^+int fixed = 2;/+int fixed(void) { return 1; }/' patches/v1/f.patch >f && mv f patches/v1/f.patch
status 0 'a function that is new' "$BACKPORT" objects v1
matches "$said" '^  fixed +added ' 'is shown'
matches "$said" '^v1: objects PASS \([0-9.]+ s\)$' 'and nothing else is said'

# A source that does not compile
sed 's/^+int fixed.*/+#error fixed/' patches/v1/f.patch >f && mv f patches/v1/f.patch
fault ''
status 1 'after does not compile' "$BACKPORT" objects v1
matches "$said" "^v1: objects FAIL .*: after: init/main.c:7:1: error: 'y' undeclared" 'FAILs, and names side, file and error'
matches "$said" '^the command was: powerpc64le-linux-gnu-gcc -Wall -c -o init/main.o' 'and the command'
fault ''
status 1 'the build of after' "$BACKPORT" build v1 --side after
is "$(calls | grep -c vmlinux || :)" 0 'builds nothing'
matches "$said" "^v1: build.after FAIL .*: init/main.c:7:1: error: 'y' undeclared" 'and FAILs'
is "$(sed -n "$(json build.after error_lineno)p" out/v1/build.after.log)" "init/main.c:7:1: error: 'y' undeclared (first use in this function)" 'its log has the line'
status 0 'the build of before' "$BACKPORT" build v1 --side before

# What is not compiled alone
status 129 '--force of files' "$BACKPORT" objects --force
cp patches/v1/f.patch f
sed -i 's/^+#error.*/+int fixed = 1;/' patches/v1/f.patch
cat >>patches/v1/f.patch <<'END2'
--- /dev/null
+++ b/mm/other.c
@@ -0,0 +1 @@
+#error other
--- /dev/null
+++ b/mm/oom.c
@@ -0,0 +1 @@
+int oom(void) { return 1; }
--- /dev/null
+++ b/init/main.h
@@ -0,0 +1 @@
+int main_h;
END2
status 0 'a source that the configuration leaves out' "$BACKPORT" objects v1
matches "$said" '^v1: objects PASS .*: not compiled by this configuration: mm/other.c$' 'is named, not compiled'
matches "$said" '^mm/oom.c: compiled on one side only' 'a new source is'
matches "$said" '^init/main.h: not compiled alone' 'so is a header'
cat >patches/v1/f.patch <<'END2'
Subject: [PATCH] init: fix it

--- /dev/null
+++ b/init/main.h
@@ -0,0 +1 @@
+int main_h;
END2
fault ''
status 125 'a header alone' "$BACKPORT" objects v1
matches "$said" 'v1: objects SKIP .*: no touched source is compiled alone, only what others include is touched: init/main.h' 'is said to be one'
is "$(calls)" '' 'and nothing is made'
mv f patches/v1/f.patch
"$BACKPORT" --json objects v1 >json 2>/dev/null || :
matches "$(cat json)" '"failed":\{"after":\{"error":"init/main.c:7:1: error' 'JSON names the side'
is "$(wc -l <json)" 1 'in one line'

# More sources than an argument vector of fixed size holds
cp patches/v1/f.patch f.save
sed -i 's/^+#error.*/+int fixed = 1;/' patches/v1/f.patch
for i in $(seq 40); do
	printf -- '--- /dev/null\n+++ b/mm/n%d.c\n@@ -0,0 +1 @@\n+int n%d = 1;\n' "$i" "$i"
done >>patches/v1/f.patch
{
	echo '--- a/mm/Makefile'
	echo '+++ b/mm/Makefile'
	echo '@@ -1 +1,2 @@'
	echo ' obj-y := vmscan.o oom.o'
	echo "+obj-y += $(seq -f 'n%.0f.o' -s ' ' 40)"
} >>patches/v1/f.patch
fault ''
status 0 'a series that touches 40 sources' "$BACKPORT" objects v1
is "$(calls | awk 'NF > n { n = NF } END { print n }')" 41 'hands make one target for each'
is "$(echo "$said" | grep -c ': compiled on one side only')" 40 'all of which are compiled'
mv f.save patches/v1/f.patch

# Kbuild files that cannot be read without Kbuild
# shellcheck disable=SC2016 # make's dollars
printf '$(error no)\n' >"$tmp/linux/init/Makefile"
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/linux" >/dev/null
rm -rf out "$work"
fault ''
status 125 'a Kbuild file that cannot be read' "$BACKPORT" objects v1
is "$(calls | grep -c init/main.o || :)" 0 'is no reason to compile'
done_testing
