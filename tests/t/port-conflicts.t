#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport port --conflicts and --continue: what could not be placed is left
# between markers, resolved by hand, and remembered for the next branch.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# Two bases with the same conflict in lib/q.c, at other lines; lib/r.c is clean
mkdir -p "$tmp/old/lib"
cat >"$tmp/old/lib/q.c" <<'END'
#include <linux/q.h>

int q_push(struct q *q, int a)
{
	lock(&q->lock);
	q->item[q->nr] = a;
	q->nr++;
	unlock(&q->lock);
	return 0;
}

int q_len(struct q *q)
{
	return q->nr;
}
END
echo 'int r;' >"$tmp/old/lib/r.c"
cat >"$tmp/fix.patch" <<'END'
From: A U Thor <author@example.org>
Date: Tue, 21 Feb 2017 13:40:20 +1100
Subject: [PATCH] q: never push behind the end

commit 0123456789012345678901234567890123456789 upstream.

Fixed.

Signed-off-by: A U Thor <author@example.org>
---
--- a/lib/q.c
+++ b/lib/q.c
@@ -5,6 +5,8 @@ int q_push(struct q *q, int a)
 	lock(&q->lock);
-	ring_store(q->ring, a, GFP_KERNEL);
+	if (ring_full(q->ring))
+		ring_grow(q->ring);
+	ring_store(q->ring, a, GFP_NOFS);
 	q->nr++;
 	unlock(&q->lock);
 	return 0;
 }
@@ -12,4 +14,4 @@ int q_push(struct q *q, int a)
 int q_len(struct q *q)
 {
-	return q->nr;
+	return (int)q->nr;
 }
--- a/lib/r.c
+++ b/lib/r.c
@@ -1 +1 @@
-int r;
+int r = 1;
END
for b in 2 3; do
	sed "/^\[branch \"v1\"\]/,\$!d; s/v1/v$b/g" backport.conf >>"$tmp/more"
done
cat "$tmp/more" >>backport.conf
rm -r series patches
for b in 1 2 3; do
	cp -r "$tmp/old" "$tmp/v$b"
	[ $b = 1 ] || sed -i "1i/* of v$b */" "$tmp/v$b/lib/q.c"
	"$BACKPORT" tree rm v$b.0 >/dev/null 2>&1 || :
	"$BACKPORT" tree add v$b.0 "$tmp/v$b" >/dev/null
done

status 1 'a conflict' "$BACKPORT" port "$tmp/fix.patch" --to v1 v2 --conflicts "$tmp/c"
matches "$said" "^  resolve what is in $tmp/c/v1, then: backport port --continue $tmp/c/v1\$" 'says where it is left'
is "$(cd "$tmp/c/v1" && find . -type f | sort)" './.port/patch
./.port/port.json
./lib/q.c' 'only the file that has one is there'
is "$(sed 's/^>>>>>>> wanted: .*/>>>>>>> wanted: WHY/' "$tmp/c/v1/lib/q.c")" '#include <linux/q.h>

int q_push(struct q *q, int a)
{
	lock(&q->lock);
<<<<<<< found: v1
	q->item[q->nr] = a;
||||||| base: what hunk 1 expects
	ring_store(q->ring, a, GFP_KERNEL);
=======
	if (ring_full(q->ring))
		ring_grow(q->ring);
	ring_store(q->ring, a, GFP_NOFS);
>>>>>>> wanted: WHY
	q->nr++;
	unlock(&q->lock);
	return 0;
}

int q_len(struct q *q)
{
	return (int)q->nr;
}' 'with the three sides, and the other hunk placed'
holds 'and nothing is written to the branch' test ! -e series/v1

status 128 'continued too early' "$BACKPORT" port --continue "$tmp/c/v1"
matches "$said" "c/v1/lib/q.c:6: a conflict's marker is left" 'names file and line'
holds 'and writes nothing' test ! -e series/v1
cp -r "$tmp/c/v1" "$tmp/c/long"
sed -i "s/\"upstream\": *\"[^\"]*\"/\"upstream\": \"$(printf '%064d' 0)\"/" "$tmp/c/long/.port/port.json"
status 128 'an id of 64 digits is no commit' "$BACKPORT" port --continue "$tmp/c/long"
matches "$said" "c/long/.port/port.json: cannot be read: port --conflicts again" 'names the file that holds it'
sed -i '/^<<<<<<</d; /^|||||||/,/^=======/d; /^>>>>>>>/d; /ring_store/d; s/ring_full(q->ring)/q->nr == q->room/; s/ring_grow(q->ring)/q_grow(q)/' "$tmp/c/v1/lib/q.c"
sed -i '/item/{h;d}; /q_grow/{p;x}' "$tmp/c/v1/lib/q.c"
status 0 'continued' "$BACKPORT" port --continue "$tmp/c/v1"
is "$said" 'v1: review
  lib/q.c: hunk 1 at line 6: resolved, q_push()
  lib/q.c: hunk 2 at line 12: exact
  written: patches/v1/fix.patch' 'is for review'
is "$(cat series/v1)" fix.patch 'is in the series'
is "$(sed '/^diff/,$d' patches/v1/fix.patch)" 'From: A U Thor <author@example.org>
Date: Tue, 21 Feb 2017 13:40:20 +1100
Subject: [PATCH] q: never push behind the end

commit 0123456789012345678901234567890123456789 upstream.

Fixed.

[ B Porter: q_push(): adapted by hand ]
Signed-off-by: A U Thor <author@example.org>
---' 'the header says what was done'
"$BACKPORT" apply --base "$tmp/v1" --series series/v1 --checkout "$tmp/made" >/dev/null
is "$(cat "$tmp/made/lib/q.c")" "$(cat "$tmp/c/v1/lib/q.c")" 'the variant makes the file that was saved'
is "$(cat "$tmp/made/lib/r.c")" 'int r = 1;' 'and carries the rest'

status 0 'the next branch' "$BACKPORT" port "$tmp/fix.patch" --to v2
is "$said" 'v2: review
  lib/q.c: hunk 1 at line 7: resolved, q_push(): resolved as for v1
  lib/q.c: hunk 2 at line 13: exact
  written: patches/v2/fix.patch' 'gets what was resolved, for review'
matches "$(cat patches/v2/fix.patch)" '^\[ B Porter: q_push\(\): adapted by hand, resolved as for v1 \]$' 'which the header says'
is "$(sed -n '/^[-+]/p' patches/v2/fix.patch)" "$(sed -n '/^[-+]/p' patches/v1/fix.patch)" 'the same lines'

# Only what says all of a resolution is remembered.
rm -r "$BACKPORT_CACHE/resolutions" "$tmp/c" series patches
status 1 'again' "$BACKPORT" port "$tmp/fix.patch" --to v1 --conflicts "$tmp/c"
cp "$tmp/made/lib/q.c" "$tmp/c/lib/q.c"
sed -i '1a#include <linux/ring.h>' "$tmp/c/lib/q.c"
status 0 'resolved with a line elsewhere' "$BACKPORT" port --continue "$tmp/c" -q
matches "$(cat patches/v1/fix.patch)" '^\+#include <linux/ring.h>' 'is taken'
status 1 'the next branch' "$BACKPORT" port "$tmp/fix.patch" --to v2
holds 'and not remembered' test ! -e "$BACKPORT_CACHE/resolutions"

# A tree alone
status 1 'a tree' "$BACKPORT" port "$tmp/fix.patch" --base "$tmp/v3" --conflicts "$tmp/t"
sed 's/^#include.*/&/' "$tmp/made/lib/q.c" >"$tmp/t/lib/q.c"
sed -i '1i/* of v3 */' "$tmp/t/lib/q.c"
status 0 'continued' "$BACKPORT" port --continue "$tmp/t" -o "$tmp/v3.patch"
status 0 'the patch' "$BACKPORT" apply --base "$tmp/v3" --series "$tmp/v3.patch" --check
status 0 'a dry run' "$BACKPORT" port "$tmp/fix.patch" --to v2 --dry-run
matches "$said" '^\+.*.int.q->nr' 'prints the variant'
holds 'and writes nothing' test ! -e series/v2

# What has changed meanwhile
rm -r series patches "$tmp/c" "$BACKPORT_CACHE/resolutions"
status 1 'once more' "$BACKPORT" port "$tmp/fix.patch" --to v1 --conflicts "$tmp/c"
cp "$tmp/made/lib/q.c" "$tmp/c/lib/q.c"
sed -i 's/^int q_len.*/int q_len(const struct q *q)/' "$tmp/v1/lib/q.c"
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/v1" >/dev/null
status 128 'another base' "$BACKPORT" port --continue "$tmp/c"
matches "$said" 'lib/q.c: is not what it was when .* was made' 'is noticed'
status 128 'a folder in use' "$BACKPORT" port "$tmp/fix.patch" --to v1 --conflicts "$tmp/c"
matches "$said" "has a conflict that was left there: backport port --continue $tmp/c once" 'is not written over'
# A run that was stopped, or failed
rm "$tmp/c/.port/port.json"
echo stale >"$tmp/c/lib/old.c"
status 1 'a folder that was not finished' "$BACKPORT" port "$tmp/fix.patch" --to v1 --conflicts "$tmp/c"
is "$(cd "$tmp/c" && find . -type f | sort)" './.port/patch
./.port/port.json
./lib/q.c' 'is made anew'
rm -r "$tmp/c"
INJECT_CALLS=writes INJECT_AT=0 INJECT_COUNT="$tmp/count" injected "$BACKPORT" -q port "$tmp/fix.patch" --to v1 --conflicts "$tmp/c" >/dev/null 2>&1 || :
at=1 left=''
while [ $at -le "$(cat "$tmp/count")" ]; do
	rm -rf "$tmp/c"
	got=0
	INJECT_CALLS=writes INJECT_AT=$at INJECT_ERROR=EIO \
		injected "$BACKPORT" -q port "$tmp/fix.patch" --to v1 --conflicts "$tmp/c" >/dev/null 2>&1 || got=$?
	[ $got -ne 128 ] || [ -e "$tmp/c/.port/port.json" ] || left="$left$(find "$tmp/c" -type f 2>/dev/null || :)"
	at=$((at + 1))
done
is "$left" '' 'what fails leaves no file'
status 128 'no such folder' "$BACKPORT" port --continue "$tmp/old"
matches "$said" 'is no folder that port --conflicts made' 'says so'
latin=$tmp/gr$(printf '\374')n.patch
cp "$tmp/fix.patch" "$latin"
status 128 'a name that is not UTF-8' "$BACKPORT" port "$latin" --base "$tmp/v3" --conflicts "$tmp/n"
matches "$said" 'is a name that is not UTF-8' 'is refused'
ok "$([ ! -e "$tmp/n" ]; echo $?)" 'and nothing is written'
status 129 'more than the folder' "$BACKPORT" port --continue "$tmp/c" --to v1
# Of several branches one is finished and one has a conflict: again
rm -rf series patches "$tmp/c" "$BACKPORT_CACHE/resolutions"
sed -i 's/q->item\[q->nr\] = a;/ring_store(q->ring, a, GFP_KERNEL);/' "$tmp/v3/lib/q.c"
"$BACKPORT" tree rm v3.0 >/dev/null
"$BACKPORT" tree add v3.0 "$tmp/v3" >/dev/null
status 1 'two branches' "$BACKPORT" port "$tmp/fix.patch" --to v3 --to v2 --conflicts "$tmp/c"
cp patches/v3/fix.patch "$tmp/v3.was"
status 128 'again with the conflict left' "$BACKPORT" port "$tmp/fix.patch" --to v3 --to v2 --conflicts "$tmp/c"
matches "$said" '^v3: fix.patch: in its series already$' 'passes over the branch that has it'
matches "$said" "c/v2: has a conflict that was left there" 'and goes on with the other'
rm -r "$tmp/c"
status 1 'and without it' "$BACKPORT" --json port "$tmp/fix.patch" --to v3 --to v2 --conflicts "$tmp/c"
is "$(printf '%s\n' "$said" | sed -n 's/.*"outcome": *"\([a-z]*\)".*/\1/p')" 'listed
conflict' 'says so of both'
holds 'and leaves what was made' cmp patches/v3/fix.patch "$tmp/v3.was"
status 128 'one branch' "$BACKPORT" port "$tmp/fix.patch" --to v3
matches "$said" 'is in series/v3 already: --force replaces it' 'is refused as before'

# A patch that stands there and is in no series
: >series/v3
status 0 'the same patch' "$BACKPORT" port "$tmp/fix.patch" --to v3
: >series/v3
echo 'a week of work' >patches/v3/fix.patch
status 128 'another one' "$BACKPORT" port "$tmp/fix.patch" --to v3
matches "$said" 'patches/v3/fix.patch: is there already and is not in the series: --force replaces it' 'is not written over'
is "$(cat patches/v3/fix.patch series/v3)" 'a week of work' 'and stays'
status 0 'but with --force' "$BACKPORT" port "$tmp/fix.patch" --to v3 --force
# What the patch was made for is known to who continues
git init -q "$tmp/up"
mkdir "$tmp/up/lib"
sed 's/q->item\[q->nr\] = a;/ring_store(q->ring, a, GFP_KERNEL);/' "$tmp/v1/lib/q.c" >"$tmp/up/lib/q.c"
git -C "$tmp/up" add -A
git -C "$tmp/up" -c user.name=A -c user.email=a@example.org commit -qm base
sed -i 's/GFP_KERNEL/GFP_NOFS/' "$tmp/up/lib/q.c"
git -C "$tmp/up" -c user.name=A -c user.email=a@example.org commit -qam 'q: no file system'
rm -rf "$tmp/c"
status 1 'a commit with a conflict' "$BACKPORT" port "$tmp/up@HEAD" --to v1 --conflicts "$tmp/c" --repository "$tmp/up"
matches "$(cat "$tmp/c/.port/port.json")" "\"from\": *\"$tmp/up@$(git -C "$tmp/up" rev-parse HEAD~1)\"" 'notes what it was made for'
matches "$(cat "$tmp/c/.port/port.json")" "^ *\"$tmp/up\"\$" 'and where else to look'
cp "$tmp/v1/lib/q.c" "$tmp/c/lib/q.c"
sed -i 's/= a;/= a + 1;/' "$tmp/c/lib/q.c"
status 0 'and is continued' "$BACKPORT" port --continue "$tmp/c"

# A resolution is not passed over where there is no conflict any more
rm -rf "$tmp/c" "$BACKPORT_CACHE/resolutions"
status 1 'a conflict' "$BACKPORT" port "$tmp/up@HEAD" --to v1 --conflicts "$tmp/c" --name again.patch
cp "$tmp/v1/lib/q.c" "$tmp/c/lib/q.c"
git -C "$tmp/up" show HEAD~1:lib/q.c >"$tmp/v1/lib/q.c"
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/v1" >/dev/null
rm -r series patches
status 128 'a base that takes the patch now' "$BACKPORT" port --continue "$tmp/c"
matches "$said" 'lib/q.c: is not what it was when .* was made' 'is noticed, too'
done_testing
