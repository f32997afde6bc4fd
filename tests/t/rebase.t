#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport rebase: each patch of a series on a new base fits, is refreshed, is
# upstream, is ported or is a conflict; what is canonical is not touched.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# A tree of four files, and a series that changes one function of each
mkdir -p "$tmp/old/lib"
for f in fits moves gone other; do
	{
		printf '#include <linux/%s.h>\n\n' $f
		for n in one two three; do
			printf 'int %s_%s(int a)\n{\n\tint x = a + %d;\n\n\tif (x > %d)\n\t\treturn 0;\n\treturn x;\n}\n\n' \
				$f $n ${#n} ${#f}
		done
	} >"$tmp/old/lib/$f.c"
done
cp -r "$tmp/old" "$tmp/new"
cp -r "$tmp/old" "$tmp/edited"
git init -q "$tmp/edited"
git -C "$tmp/edited" add -A
git -C "$tmp/edited" -c user.name=A -c user.email=a@example.org commit -qm base
: >series/v1
for f in fits moves gone other; do
	sed -i "/_two(/,/^}/s/return x;/return x + 1;/" "$tmp/edited/lib/$f.c"
	git -C "$tmp/edited" -c user.name=A -c user.email=a@example.org commit -qam "lib: change $f"
	git -C "$tmp/edited" format-patch -q --stdout -1 >"patches/v1/$f.patch"
	echo "$f.patch # $f" >>series/v1
done
rm patches/v1/f.patch
sed -i 's/patch = f.patch/patch = fits.patch/' backport.conf
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1 "$tmp/old" >/dev/null

status 0 'refresh' "$BACKPORT" rebase v1 --refresh
cp -r patches/v1 "$tmp/first"
status 0 'refresh again' "$BACKPORT" rebase v1 --refresh
is "$(diff -r patches/v1 "$tmp/first")" '' 'changes no byte of what is canonical'
is "$said" 'fits       fits.patch
fits       moves.patch
fits       gone.patch
fits       other.patch' 'and says that all fit'

cp -r patches/v1 "$tmp/short"
status 0 'whole ids' "$BACKPORT" rebase v1 --refresh --full-index
matches "$(cat patches/v1/fits.patch)" '^index [0-9a-f]{40}\.\.[0-9a-f]{40} 100644$' 'have 40 digits'
cp "$tmp/short/"* patches/v1/

# A new base
sed -i '1i/* A line more. */' "$tmp/new/lib/moves.c"
cp "$tmp/edited/lib/gone.c" "$tmp/new/lib/gone.c"
sed -i '/_two(/,/^}/s/if (x > 5)/if (unlikely(x > 5))/' "$tmp/new/lib/other.c"
cp series/v1 "$tmp/series.was"
status 0 'a dry run' "$BACKPORT" rebase v1 --onto "$tmp/new" --dry-run
is "$said" 'fits       fits.patch
refreshed  moves.patch
upstream   gone.patch: its line goes
ported     other.patch: review
  lib/other.c: hunk 1: context adjusted, other_two(): the function differs from the one it was made for' 'tells each patch apart'
is "$(diff -r patches/v1 "$tmp/first"; diff series/v1 "$tmp/series.was")" '' 'and writes nothing'
status 0 'moved' "$BACKPORT" rebase v1 --onto "$tmp/new"
is "$(cat series/v1)" 'fits.patch # fits
moves.patch # moves
other.patch # other' 'the series has lost what is upstream, and nothing else'
matches "$(cat patches/v1/moves.patch)" '^@@ -16,7 \+16,7 @@ int moves_two\(int a\)$' 'lines are written anew'
matches "$(cat patches/v1/other.patch)" '^\[ B Porter: other_two\(\): context adjusted \]$' 'a note says what had to change'
status 0 'the moved series' "$BACKPORT" apply --base "$tmp/new" --series series/v1 --check
is "$(printf '%s\n' "$said" | grep -c offset || :)" 0 'applies at its lines'

# What cannot be carried
"$BACKPORT" tree rm v1 >/dev/null
"$BACKPORT" tree add v1 "$tmp/new" >/dev/null
cp patches/v1/* "$tmp/first"
sed -i '/_two(/,/^}/s/return x;/return x * 2;/' "$tmp/new/lib/moves.c"
status 1 'a conflict' "$BACKPORT" rebase v1 --onto "$tmp/new"
matches "$said" '^conflict   moves.patch$' 'is said'
matches "$said" '^not tried  other.patch$' 'with what was not tried'
is "$(cmp patches/v1/moves.patch "$tmp/first/moves.patch")" '' 'and writes nothing'

# The fix's own patch is kept when the base has it
cp "$tmp/edited/lib/fits.c" "$tmp/new/lib/fits.c"
echo 'fits.patch' >series/v1
status 0 'a fix that is upstream' "$BACKPORT" rebase v1 --onto "$tmp/new"
is "$said" "upstream   fits.patch: kept, it is a fix's own" 'is kept'
is "$(cat series/v1)" fits.patch 'in the series'

# A file of that name which the base has and the series removes is no place for a port.
mkdir "$tmp/new/a"
printf 'int a;\nint x;\nint b;\n' >"$tmp/new/a/x.c"
"$BACKPORT" tree rm v1 >/dev/null
"$BACKPORT" tree add v1 "$tmp/new" >/dev/null
printf '%s\n' '--- a/a/x.c' '+++ /dev/null' '@@ -1,3 +0,0 @@' '-int a;' '-int x;' '-int b;' >patches/v1/gone-x.patch
echo gone-x.patch >series/v1
printf '%s\n' '--- a/b/x.c' '+++ b/b/x.c' '@@ -1,3 +1,3 @@' ' int a;' '-int x;' '+int x = 1;' ' int b;' >"$tmp/x.patch"
status 1 'a file that the series removes' "$BACKPORT" port "$tmp/x.patch" --to v1 --dry-run
matches "$said" 'b/x.c: hunk 1: conflict: there is no such file' 'is no place to go'

# What the patch's file holds beside its diffs is never lost
commit() {
	git -C "$tmp/work" add -A
	git -C "$tmp/work" -c user.name=A -c user.email=a@example.org commit -qm "$1"
}
# base_of FOLDER: is the branch's base, and the history's beginning
base_of() {
	"$BACKPORT" tree rm v1 >/dev/null
	"$BACKPORT" tree add v1 "$1" >/dev/null
	rm -rf "$tmp/work"
	cp -r "$1" "$tmp/work"
	git init -q "$tmp/work"
	commit base
}
mkdir -p "$tmp/docs"
printf 'one\n- \nthree\nfour\nfive\n' >"$tmp/docs/list"
printf 'a\nb\nc\n' | tee "$tmp/docs/second" >"$tmp/docs/third"
base_of "$tmp/docs"
sed -i '/^- $/d; s/four/4/' "$tmp/work/list"
sed -i 's/b/B/' "$tmp/work/second"
git -C "$tmp/work" mv third fourth
commit 'docs: a line of a dash and a blank goes'
git -C "$tmp/work" format-patch -q --no-signature --stdout -1 >patches/v1/docs.patch
echo docs.patch >series/v1
cp -r "$tmp/docs" "$tmp/docs.new"
sed -i '1i zero' "$tmp/docs.new/list" "$tmp/docs.new/second"
status 0 'a removed line like the one above a signature' "$BACKPORT" rebase v1 --onto "$tmp/docs.new"
is "$(grep -c '^diff' patches/v1/docs.patch)" 3 'ends nothing'
status 0 'a patch without signature' "$BACKPORT" apply --base "$tmp/docs.new" --series series/v1 --check

base_of "$tmp/docs"
for f in second third; do
	sed -i 's/b/B/' "$tmp/work/$f"
	commit "docs: the story of $f"
done
git -C "$tmp/work" format-patch -q --stdout -2 >patches/v1/docs.patch
cp patches/v1/docs.patch "$tmp/mails"
status 0 'a mailbox' "$BACKPORT" rebase v1 --onto "$tmp/docs.new"
is "$(cmp patches/v1/docs.patch "$tmp/mails")" '' 'keeps its second mail'
sed 's/^c$/cc/' "$tmp/docs/second" >"$tmp/docs.new/second"
status 128 'one that must be carried' "$BACKPORT" rebase v1 --onto "$tmp/docs.new"
matches "$said" 'docs.patch: has to be ported, and holds several mails: make plain files of one patch of it first' 'is not made one mail'

git -C "$tmp/work" format-patch -q --stdout -1 HEAD~1 >"$tmp/mail"
gzip -c "$tmp/mail" >patches/v1/docs.patch.gz
echo docs.patch.gz >series/v1
status 128 'a packed one' "$BACKPORT" rebase v1 --onto "$tmp/docs.new"
matches "$said" 'docs.patch.gz: has to be ported, and is packed' 'is not written as plain text'
{
	sed '/^$/,$d' "$tmp/mail"
	printf 'Content-Transfer-Encoding: base64\n\n'
	sed '1,/^$/d' "$tmp/mail" | base64
} >patches/v1/docs.patch
echo docs.patch >series/v1
status 0 'an encoded one' "$BACKPORT" rebase v1 --onto "$tmp/docs.new"
is "$(sed -n '/^From: \|^Subject: /p' patches/v1/docs.patch)" 'From: A <a@example.org>
Subject: [PATCH] docs: the story of second' 'keeps its header, in plain text'
status 0 'and applies' "$BACKPORT" apply --base "$tmp/docs.new" --series series/v1 --check

# What is there in other surroundings is upstream, for review
printf 'int f(struct q *q)\n{\n\tlock(q);\n\tfirst(q);\n\tlast(q);\n\treturn 0;\n}\n' >"$tmp/docs/q.c"
base_of "$tmp/docs"
sed -i 's/^	first.*/&\n	check(q);/' "$tmp/work/q.c"
commit 'q: check'
git -C "$tmp/work" format-patch -q --stdout -1 >patches/v1/docs.patch
sed 's/^	check.*/	trace(q);\n&/' "$tmp/work/q.c" >"$tmp/docs.new/q.c"
cp patches/v1/docs.patch "$tmp/mail"
status 0 'a patch that port calls merged' "$BACKPORT" rebase v1 --onto "$tmp/docs.new"
is "$said" 'upstream   docs.patch: its line goes
  q.c: hunk 1: is there already, left out, f()' 'is upstream, and it is said why'
is "$(cmp patches/v1/docs.patch "$tmp/mail"; cat series/v1)" '' 'and no patch without a diff'
"$BACKPORT" tree rm v1 >/dev/null
"$BACKPORT" tree add v1 "$tmp/new" >/dev/null

# A name that is not UTF-8 is told all the same
cp patches/v1/fits.patch "patches/v1/gr$(printf '\374')n.patch"
printf 'gr\374n.patch\n' >series/v1
status 0 'a name in Latin-1' "$BACKPORT" --json rebase v1 --onto "$tmp/old" --dry-run
matches "$said" '"patch":"gr\?n.patch"' 'is in the JSON'
by_schema rebase 'which is by its schema'

status 129 'no base' "$BACKPORT" rebase v1
status 129 'two ways' "$BACKPORT" rebase v1 --refresh --onto x
status 128 'no such branch' "$BACKPORT" rebase v9 --refresh
status 128 'no such base' "$BACKPORT" rebase v1 --onto none
done_testing
