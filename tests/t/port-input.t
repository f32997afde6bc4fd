#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport port: what PATCH may be (a mailbox, a commit, two trees, standard
# input), what --from is when it is not given, and how variants are named.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
export GIT_AUTHOR_NAME='A U Thor' GIT_AUTHOR_EMAIL=author@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# A history of three commits upstream; the branch has the first with a comment
# more and without the lines that only say where they are.
up=$tmp/up
git init -q "$up"
mkdir "$up/lib"
cat >"$up/lib/q.c" <<'END'
int q_first(struct q *q)
{
	lock(&q->lock);
	trace_first(q);
	return q->item[0];
}

int q_last(struct q *q)
{
	lock(&q->lock);
	trace_last(q);
	return q->item[q->nr];
}
END
git -C "$up" add -A
git -C "$up" commit -qm 'q: begin'
sed '1i/* The branch. */' "$up/lib/q.c" | sed '/trace_/d' >"$tmp/linux/init/q.c"
mkdir "$tmp/linux/lib"
mv "$tmp/linux/init/q.c" "$tmp/linux/lib/q.c"
sed -i 's/item\[q->nr\]/item[q->nr - 1]/' "$up/lib/q.c"
git -C "$up" commit -qam 'q: the last is one before the end'
sed -i 's/item\[q->nr - 1\]/&.value/' "$up/lib/q.c"
git -C "$up" commit -qam 'q: return the value'
git -C "$up" format-patch -q --stdout --cover-letter -2 --abbrev=12 >"$tmp/two.mbox" 2>/dev/null
git -C "$up" format-patch -q --stdout -1 HEAD~1 --abbrev=12 >"$tmp/one.patch"
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/linux" >/dev/null
rm -r series patches

status 0 'a mailbox' "$BACKPORT" port "$tmp/two.mbox" --to v1
is "$(cat series/v1)" 'q-the-last-is-one-before-the-end.patch
q-return-the-value.patch' 'is a variant per mail, in order, named by the subject'
is "$(sed -n '/^[-+]	/p' patches/v1/q-return-the-value.patch)" '-	return q->item[q->nr - 1];
+	return q->item[q->nr - 1].value;' 'the second is made on top of the first'
matches "$(cat patches/v1/q-return-the-value.patch)" "^commit $(git -C "$up" rev-parse HEAD) upstream\.$" 'and names its commit'
status 0 'the series' "$BACKPORT" apply --base "$tmp/linux" --series series/v1 --check
echo q-the-last-is-one-before-the-end.patch >series/v1
status 0 'the rest of a mailbox' "$BACKPORT" port "$tmp/two.mbox" --to v1
matches "$said" '^v1: q-the-last-is-one-before-the-end.patch: in its series already$' 'goes on behind what is there'
is "$(wc -l <series/v1)" 2 'and adds what is not'
status 128 'one name for two mails' "$BACKPORT" port "$tmp/two.mbox" --to v1 --name x.patch
matches "$said" 'has 2 mails: --name is for one' 'is refused'
sed 1d "$tmp/one.patch" >"$tmp/plain.patch"
status 0 'a commit by 12 digits' "$BACKPORT" port "$tmp/plain.patch" --base "$tmp/linux" -o "$tmp/out.mbox" --upstream 0123456789ab
matches "$(cat "$tmp/out.mbox")" '^commit 0123456789ab upstream\.$' 'is named as it was given'
status 129 'by 11' "$BACKPORT" port "$tmp/plain.patch" --base "$tmp/linux" -o "$tmp/out.mbox" --upstream 0123456789a
matches "$said" "wants 12 to 40 lower-case hex digits, got '0123456789a'" 'is refused'
status 0 'a mailbox on a tree' "$BACKPORT" port "$tmp/two.mbox" --base "$tmp/linux" -o "$tmp/out.mbox"
is "$(grep -c '^Subject:' "$tmp/out.mbox")" 2 'is one file'
rm -r series patches

cp backport.conf "$tmp/one-target"
git config -f backport.conf target.u.arch arm64
git config -f backport.conf target.u.image arch/arm64/boot/Image
git config -f backport.conf --add branch.v1.target u
status 0 'a branch on two targets' "$BACKPORT" port "$tmp/one.patch" --to v1
is "$(ls series patches)" "$(printf 'patches:\nv1\n\nseries:\nv1')" 'has one series'
mv "$tmp/one-target" backport.conf
rm -r series patches

# shellcheck disable=SC2016 # for the inner shell
status 0 'standard input' sh -c '"$BACKPORT" port - --to v1 <"$1"' - "$tmp/one.patch"
is "$(cat series/v1)" 'q-the-last-is-one-before-the-end.patch' 'is named by its subject'
want=$(cat patches/v1/*)
rm -r series patches
status 0 'a commit' "$BACKPORT" port "$up@HEAD~1" --to v1
is "$(sed '1d; s/,.*//' patches/v1/q-the-last-is-one-before-the-end.patch | grep '^[-+]	')" \
	"$(printf '%s\n' "$want" | grep '^[-+]	')" 'makes the same variant'
rm -r series patches

status 0 'two trees' "$BACKPORT" port "$up@HEAD~2..HEAD" --to v1 --name both.patch
is "$(sed -n '/^[-+]	/p' patches/v1/both.patch)" '-	return q->item[q->nr];
+	return q->item[q->nr - 1].value;' 'are all that differs'
rm -r series patches
status 128 'two trees without a name' "$BACKPORT" port "$up@HEAD~2..HEAD" --to v1
matches "$said" 'no subject to call its variant by: --name says it' 'are refused'
git -C "$up" archive --prefix=a/ HEAD~2 | tar -xf - -C "$tmp"
git -C "$up" archive --prefix=b/ HEAD | tar -xf - -C "$tmp"
status 0 'two folders' "$BACKPORT" port "$tmp/a..$tmp/b" --base "$tmp/linux"
matches "$said" '^\+	return q->item\[q->nr - 1\]\.value;$' 'stand for trees'
status 128 'a side that is not there' "$BACKPORT" port "$tmp/a..$tmp/none" --base "$tmp/linux"

# The file that a patch was made for tells that the line which the branch lacks
# is none of the hunk's business.
sed '/trace_last/d; /lock/d' "$up/lib/q.c" >"$tmp/linux/lib/q.c"
sed -i 's/ - 1\]\.value/]/; s/q->nr\]/q->nr]/' "$tmp/linux/lib/q.c"
says() {
	"$BACKPORT" --json port "$tmp/one.patch" --base "$tmp/linux" "$@" 2>&1 |
		sed 's/.*"score": *\([0-9]*\).*/\1/'
}
is "$(says --repository "$up")" "$(says --from "$up@HEAD~2")" 'the files are found by their ids'
is "$(says --from "$up@HEAD~1")" "$(says --from "$up@HEAD~2")" 'a tree that has the patch is taken without it'
holds 'and only where they are' test "$(says)" != "$(says --repository "$up")"
status 128 'no such repository' "$BACKPORT" port "$tmp/one.patch" --base "$tmp/linux" --repository "$tmp/none"
# What cannot be read is not taken for missing: the trees differ by that file.
cp -r "$up" "$tmp/torn"
blob=$(git -C "$up" rev-parse HEAD~2:lib/q.c | sed 's,^..,objects/&/,')
chmod u+w "$tmp/torn/.git/$blob"
echo torn >"$tmp/torn/.git/$blob"
status 128 'a file of --from that cannot be read' "$BACKPORT" port "$tmp/one.patch" --base "$tmp/linux" --from "$tmp/torn@HEAD~2"
matches "$said" 'cannot read an object' 'is no missing file'
# Nor is a header that may name what would be left out
half=$TOP/tests/port/dropped-with-what-it-would-give
cp -r "$half/pre" "$tmp/half"
mkdir "$tmp/half/include"
echo 'long multiply(long, long);' >"$tmp/half/include/multiply.h"
git init -q "$tmp/half"
git -C "$tmp/half" add -A
git -C "$tmp/half" commit -qm base
status 1 'lines from a file that is not there, which a header names' "$BACKPORT" port "$half/patch" --base "$tmp/half@HEAD"
# Nor is a folder in which a file that is not there may stand
cp -r "$tmp/half" "$tmp/folder"
mkdir "$tmp/folder/doc"
echo text >"$tmp/folder/doc/text"
git -C "$tmp/folder" add -A
git -C "$tmp/folder" commit -qm doc
tree=$(git -C "$tmp/folder" rev-parse HEAD:doc | sed 's,^..,objects/&/,')
chmod u+w "$tmp/folder/.git/$tree"
echo torn >"$tmp/folder/.git/$tree"
status 128 'a folder that cannot be read' "$BACKPORT" port "$half/patch" --base "$tmp/folder@HEAD"
matches "$said" "cannot list the tree's files" 'is not passed over'
blob=$(git -C "$tmp/half" rev-parse HEAD:include/multiply.h | sed 's,^..,objects/&/,')
chmod u+w "$tmp/half/.git/$blob"
echo torn >"$tmp/half/.git/$blob"
status 128 'such a header that cannot be read' "$BACKPORT" port "$half/patch" --base "$tmp/half@HEAD"
matches "$said" 'cannot read a header' 'is said'

# A change without hunks applies, is there, or conflicts.
printf 'a\0old' >"$up/x.bin"
git -C "$up" add -A
git -C "$up" commit -qm binary
cp -r "$up" "$tmp/with"
printf 'a\0new' >"$up/x.bin"
git -C "$up" diff --binary >"$tmp/bin.patch"
status 1 'a binary change of another file' "$BACKPORT" port "$tmp/bin.patch" --base "$tmp/linux"
printf 'a\0other' >"$tmp/linux/x.bin"
status 1 'or of other bytes' "$BACKPORT" port "$tmp/bin.patch" --base "$tmp/linux"
matches "$said" '^  x.bin: conflict: its change has no hunks' 'is a conflict'
cp "$up/x.bin" "$tmp/linux/x.bin"
status 0 'one that is there' "$BACKPORT" port "$tmp/bin.patch" --base "$tmp/linux"
matches "$said" ': merged$' 'is merged'
status 0 'one that applies' "$BACKPORT" port "$tmp/bin.patch" --base "$tmp/with"
printf 'diff --git a/no.c b/no.c\nold mode 100644\nnew mode 100755\n' >"$tmp/mode.patch"
status 1 'the mode of no file' "$BACKPORT" port "$tmp/mode.patch" --base "$tmp/linux"
# A mode that an index line only mentions is not set; one that is changed is,
# whatever becomes of the lines.
mkdir -p "$tmp/run"
printf 'one\ntwo\n' >"$tmp/run/a.sh"
chmod 755 "$tmp/run/a.sh"
printf '%s\n' 'diff --git a/a.sh b/a.sh' 'index 814f4a4..cb7d586 100644' '--- a/a.sh' '+++ b/a.sh' \
	'@@ -1,2 +1,2 @@' ' one' '-two' '+2' >"$tmp/lines.patch"
status 0 'lines of a file that can be run here' "$BACKPORT" port "$tmp/lines.patch" --base "$tmp/run"
matches "$said" '^\+2$' 'are changed'
is "$(printf '%s\n' "$said" | grep -c mode)" 0 'and its mode stays'
printf 'diff --git a/a.sh b/a.sh\nold mode 100644\nnew mode 100755\n' >"$tmp/mode.patch"
status 0 'a mode that is there' "$BACKPORT" port "$tmp/mode.patch" --base "$tmp/run"
is "$said" "$tmp/run: merged" 'is merged'
chmod 644 "$tmp/run/a.sh"
sed 's/two/2/' "$tmp/run/a.sh" >"$tmp/run/b.sh"
sed 's/a\.sh/b.sh/g' "$tmp/lines.patch" | cat "$tmp/mode.patch" - >"$tmp/both.patch"
status 0 'lines that are there beside a mode that is not' "$BACKPORT" port "$tmp/both.patch" --base "$tmp/run"
matches "$said" '^new mode 100755$' 'are not all of it'
printf 'diff --git a/a.sh b/b.sh\nsimilarity index 100%%\nrename from a.sh\nrename to b.sh\n' >"$tmp/name.patch"
status 1 'a name that another file has' "$BACKPORT" port "$tmp/name.patch" --base "$tmp/run"
rm "$tmp/run/b.sh"
{
	printf 'From 0 Mon Sep 17 00:00:00 2001\nFrom: A U Thor <author@example.org>\nSubject: [PATCH 1/2] name\n\n---\n'
	cat "$tmp/name.patch"
	printf 'From 0 Mon Sep 17 00:00:00 2001\nFrom: A U Thor <author@example.org>\nSubject: [PATCH 2/2] lines\n\n---\n'
	sed 's/a\.sh/b.sh/g' "$tmp/lines.patch"
} >"$tmp/name.mbox"
status 0 'lines behind a new name' "$BACKPORT" port "$tmp/name.mbox" --base "$tmp/run" -o "$tmp/name.out"
(cd "$tmp/run" && git apply "$tmp/name.out")
is "$(cd "$tmp/run" && echo * && cat b.sh)" 'b.sh
one
2' 'are changed there'
# What no line of a series can hold
cp "$tmp/one.patch" "$tmp/my fix.patch"
status 128 'a name of two words' "$BACKPORT" port "$tmp/my fix.patch" --to v1
matches "$said" '^backport: my fix.patch: is no name for a line of a series' 'is refused'
status 128 'a name outside of patches/' "$BACKPORT" port "$tmp/one.patch" --to v1 --name ../one.patch
matches "$said" '^backport: ../one.patch: leaves the tree: --name says another' 'is, too'
# A name that is not UTF-8 is told all the same.
latin=$(printf 'gr\374n.c')
printf '%s\n' "--- a/$latin" "+++ b/$latin" '@@ -1 +1 @@' '-int a;' '+int b;' >"$tmp/latin.patch"
echo 'int a;' >"$tmp/linux/$latin"
status 0 'a file named in Latin-1' "$BACKPORT" --json port "$tmp/latin.patch" --base "$tmp/linux" -o "$tmp/latin.out"
matches "$said" '"file": *"gr\?n.c", *"target": *"gr\?n.c"' 'is in the JSON'
status 128 'nothing to port' "$BACKPORT" port "$up/lib/q.c" --base "$tmp/linux"
matches "$said" 'holds no diff' 'is said'

# Empty files: a deletion and a creation have no hunk
mkdir "$tmp/e" "$tmp/shifted"
seq 9 >"$tmp/e/f"
: >"$tmp/e/gone"
{ echo 0; seq 9; } >"$tmp/shifted/f"
: >"$tmp/shifted/gone"
printf '%s\n' 'From: A U Thor <author@example.org>' 'Subject: empty files' '' 'Why.' '---' 'diff --git a/f b/f' \
	'--- a/f' '+++ b/f' '@@ -4,3 +4,3 @@' ' 4' '-5' '+five' ' 6' 'diff --git a/gone b/gone' 'deleted file mode 100644' \
	'index e69de29..0000000' 'diff --git a/new b/new' 'new file mode 100644' 'index 0000000..e69de29' >"$tmp/empty.patch"
status 0 'a patch with empty files' "$BACKPORT" port "$tmp/empty.patch" --from "$tmp/e" --base "$tmp/shifted" -o "$tmp/made.patch"
status 0 'is a variant that applies' "$BACKPORT" apply --check --base "$tmp/shifted" "$tmp/made.patch"
is "$(grep -c '^--- \|^+++ ' "$tmp/made.patch")" 2 'and names sides where there are hunks'
done_testing
