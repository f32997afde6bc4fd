#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Mails, bundles and patches of a stub-made branch: what git and quilt make of them is what the series makes.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export HOME="$tmp" GIT_CONFIG_NOSYSTEM=1
git config --global user.name 'M. Aker'
git config --global user.email maker@example.org
git config --global commit.gpgSign false
maker='"M. Aker" <maker@example.org>'

fault ''
export_of() {
	status "$1" "$2" "$BACKPORT" export "$3" ${4:+"$4"}
}
tree_of() { # BRANCH: what its series makes
	"$BACKPORT" -q apply --check "$1" | sed -n 's/^tree //p'
}
clone() { # a fresh work tree of the base in $tmp/w
	rm -rf "$tmp/w"
	git init -q "$tmp/w"
	cp -r "$tmp/linux/." "$tmp/w"
	git -C "$tmp/w" add -A
	git -C "$tmp/w" commit -q -m base
}
said_tree() {
	git -C "$tmp/w" rev-parse 'HEAD^{tree}'
}

# What is refused
export_of 125 'a branch without results' v1 ''
matches "$said" 'v1 is not exported, there is no verdict on it: tree has no result: run backport matrix --only v1' 'says what to run'
export_of 128 'an unknown branch' v9 ''
matches "$said" "no branch 'v9' in the configuration; it has: v1" 'is named'
export_of 129 'a format that there is not' v1 --format=pigeon
matches "$said" "no format 'pigeon'; there are mbox, quilt, git-bundle and deb-patch" 'is named'
status 129 "no branch" "$BACKPORT" export
export_of 129 'a date that is none' v1 --date=tomorrow
git config --global user.email maker
export_of 128 'an address without @' v1 --force
matches "$said" "your mail address 'maker' has no @" 'is refused'
git config --global user.email maker@example.org
matrix v1
cp patches/v1/f.patch "$tmp/f.patch"
sed -i 's/+int fixed = 1;/+int fixed = 12;/' patches/v1/f.patch
export_of 125 'a patch that changed since' v1 ''
matches "$said" 'there is no verdict on it: patches/v1/f.patch has changed since' 'is said'
export_of 0 '--force' v1 --force
matches "$said" '^NOT PROVED: there is no verdict on it: patches/v1/f.patch has changed' 'says so in the mail'
cp "$tmp/f.patch" patches/v1/f.patch
sed -i 's/"verdict": "proved"/"verdict": "unproved"/' out/v1/verdict.json
export_of 0 'a verdict.json that says otherwise' v1 ''
cp checks/ownership/check.conf "$tmp/conf"
sed -i 's/signature = .*/signature = released-base/' checks/ownership/check.conf
matrix v1
export_of 1 'an unproved branch' v1 ''
matches "$said" 'v1 is not exported, it is unproved: plain: without the fix it fails otherwise .*\(--force' 'is refused with the reason'
export_of 0 'or forced' v1 --force
matches "$said" '^NOT PROVED: it is unproved: plain: without the fix it fails otherwise' 'and the mail says so'
cp "$tmp/conf" checks/ownership/check.conf
matrix v1
echo '[branch "v7"]
	base = v7
	fix = f
	target = t' >>backport.conf
cp series/v1 series/v7
cp -r patches/v1 patches/v7
export_of 125 'a branch without a base' v7 ''
: >series/v7
export_of 128 'an empty series' v7 ''
matches "$said" 'series/v7: no patch in it' 'is named'

# One mail
"$BACKPORT" export v1 >"$tmp/mbox" 2>"$tmp/err"
is "$(cat "$tmp/err")" '' 'a proved branch is exported without a word'
mail=$(cat "$tmp/mbox")
matches "$mail" '^Subject: \[PATCH v1\] init: fix it$' 'has the subject'
matches "$mail" '^To: stable@vger.kernel.org$' 'goes to stable'
matches "$mail" "^From: $maker\$" 'is from the maker'
matches "$mail" '^From: A U Thor <author@example.org>$' 'names the author in its body'
matches "$mail" '^Cc: A U Thor <author@example.org>$' 'tells whom the trailers name'
matches "$mail" '^Verdict on v1.0: proved: ' 'tells the verdict'
matches "$mail" '^    plain: FAIL at owned-base.*, kernel 4' 'and what failed without the fix'
matches "$mail" '^    plain: PASS, [0-9]+ of [0-9]+ steps' 'and passed with it'
matches "$mail" "tree $(tree_of v1)" 'and the tree'
matches "$mail" 'built by .*stub\) 12.2.0' 'and the compiler'
matches "$mail" 'booted in stub-qemu 1.0' 'and the emulator'
matches "$mail" 'Not compared with upstream: |Compared with upstream' 'and compares'
# -o: what is no file is written to, and stays; a link leads to the file.
mkfifo "$tmp/pipe"
cat "$tmp/pipe" >"$tmp/piped" &
status 0 '-o to a FIFO' "$BACKPORT" export v1 -o "$tmp/pipe"
wait
is "$(cat "$tmp/piped")" "$(cat "$tmp/mbox")" 'writes to it'
holds 'and leaves it' test -p "$tmp/pipe"
: >"$tmp/target"
ln -s target "$tmp/link"
# shellcheck disable=SC2016 # for the inner shell
status 0 '-o to a link' sh -c 'umask 077; exec "$BACKPORT" export v1 -o "$0"' "$tmp/link"
is "$(cat "$tmp/target")" "$(cat "$tmp/mbox")" 'writes where it leads'
is "$(readlink "$tmp/link") $(stat -c %a "$tmp/target")" 'target 600' 'and leaves it, by the umask'
"$BACKPORT" export v1 | cmp -s - "$tmp/mbox"
ok $? 'the same again is the same bytes'
clone
status 0 'git am takes it' git -C "$tmp/w" am -q "$tmp/mbox"
is "$(said_tree)" "$(tree_of v1)" 'and makes the same tree'
is "$(git -C "$tmp/w" log -1 --format='%an <%ae> %ad%n%B')" 'A U Thor <author@example.org> Tue Feb 21 13:40:20 2017 +1100
init: fix it

commit 0123456789012345678901234567890123456789 upstream.

Fixed.

Signed-off-by: A U Thor <author@example.org>' "with the patch's author, date and message"
mkdir -p patches/upstream
cp patches/v1/f.patch patches/upstream
"$BACKPORT" export v1 >"$tmp/mbox"
matches "$(cat "$tmp/mbox")" '^  hunk 1, init/main.c: identical$' 'compared with an upstream patch'

# send-email
if git send-email --dump-aliases </dev/null >/dev/null 2>&1; then
	cd "$tmp/w"
	status 0 'git send-email takes it' git send-email --dry-run --quiet --smtp-server=/bin/true --confirm=never --suppress-cc=all "$tmp/mbox"
	status 0 'and would send' git send-email --dry-run --smtp-server=/bin/true --confirm=never "$tmp/mbox"
	matches "$said" '^To: stable@vger.kernel.org$' 'to stable'
	matches "$said" '^Subject: \[PATCH v1\] init: fix it$' 'this patch'
	matches "$said" '^Message-I[dD]: <backport-v1-' 'under its own name'
	cd "$tmp/p"
else
	skip 'git send-email is not installed'
fi

# Two mails, with what mail does not like
cat >>backport.conf <<'END'
[branch "v4.9"]
	base = v1.0
	fix = f
	target = t
END
"$BACKPORT" tree add v4.9 "$tmp/linux" >/dev/null
mkdir patches/v4.9
cp patches/v1/f.patch patches/v4.9/
printf 'first.patch\nf.patch\n' >series/v4.9
cr=$(printf '\r')
cat >patches/v4.9/first.patch <<END
From: =?UTF-8?q?J=C3=BCrgen=20Gro=C3=9F?= <jg@example.org>
Date: Mon, 20 Feb 2017 10:00:00 +0000
Subject: [PATCH] mm: let vmscan know of =?UTF-8?q?=C3=BCberfl=C3=BCssige?= pages, and of
 many others that there are in a subject that is long

From the beginning on it was wrong: Jürgen.

Reported-by: Ärger, Inc. <a@example.org>
Cc: <stable@vger.kernel.org> # v4.4+
Signed-off-by: Jürgen Groß <jg@example.org>
---
--- a/mm/vmscan.c
+++ b/mm/vmscan.c
@@ -1 +1,2 @@
 int vmscan;
+int more;$cr
END
matrix v4.9
export_of 1 'a mail that check has errors for' v4.9 ''
matches "$said" "v4.9 is not exported, backport check has errors: first.patch: no upstream id; .*\[upstream-id\] \(--force exports it\)" 'is refused, saying the first'
export_of 0 'or forced' v4.9 --force
sed -i 's/^From the beginning/commit 1111111111111111111111111111111111111111 upstream.\n\n&/' patches/v4.9/first.patch
"$BACKPORT" export v4.9 >"$tmp/mbox"
mail=$(cat "$tmp/mbox")
matches "$mail" '^Subject: \[PATCH 4.9.y 0/2\] 2 patches for 4.9.y$' 'two patches have a cover letter'
matches "$mail" '^  2. init: fix it$' 'that lists them'
matches "$mail" '^Subject: \[PATCH 4.9.y 2/2\] init: fix it$' 'and numbers'
cover=$(sed -n 's/^Message-ID: //p' "$tmp/mbox" | head -n 1)
is "$(grep -c "^In-Reply-To: $cover\$" "$tmp/mbox")" 2 'that reply to it'
is "$(grep -c '^Verdict on' "$tmp/mbox")" 1 'the verdict is told once'
matches "$mail" '=\?UTF-8\?q\?.*=C3=84rger.*<a@example.org>' 'names are encoded'
is "$(sed -n 's/^Content-Transfer-Encoding: //p' "$tmp/mbox" | tr '\n' ' ')" '8bit quoted-printable ' \
	'bodies are encoded when they must'
clone
status 0 'git am --empty=drop takes both' git -C "$tmp/w" am -q --empty=drop "$tmp/mbox"
is "$(said_tree)" "$(tree_of v4.9)" 'and makes the same tree, CR and all'
"$BACKPORT" -q apply v4.9 --commit refs/heads/made >/dev/null
made=$BACKPORT_CACHE/linux.git
for n in 0 1; do
	is "$(git -C "$tmp/w" log -1 --format='%an <%ae> %ad%n%B' "HEAD~$n")" \
		"$(git -C "$made" log -1 --format='%an <%ae> %ad%n%B' "made~$n")" "the message $n from the top is the series'"
done
status 0 'a folder' "$BACKPORT" export v4.9 -o "$tmp/mails/"
is "$(ls "$tmp/mails")" '0000-cover-letter.patch
0001-mm-let-vmscan-know-of-berfl-ssige-pages-and-of-many.patch
0002-init-fix-it.patch' 'has one file per mail'
clone
status 0 'which git am takes' git -C "$tmp/w" am -q "$tmp/mails/0001"* "$tmp/mails/0002"*
is "$(said_tree)" "$(tree_of v4.9)" 'and makes the same tree'
if git send-email --dump-aliases </dev/null >/dev/null 2>&1; then
	cd "$tmp/w"
	status 0 'and git send-email' git send-email --dry-run --smtp-server=/bin/true --confirm=never --no-thread "$tmp/mails"
	is "$(printf '%s\n' "$said" | grep -c "^In-Reply-To: $cover")" 2 'as one thread'
	cd "$tmp/p"
else
	skip 'git send-email is not installed'
fi
status 0 'sent a second time, to others, as an answer' "$BACKPORT" export v4.9 -v2 --to 'A List <list@example.org>' \
	--to second@example.org --cc third@example.org --in-reply-to '<one@example.org>' -o "$tmp/again/"
is "$(cd "$tmp/again" && echo ./v2-000[012]-*.patch | wc -w)" 3 'files are named as git names them'
mail=$(cat "$tmp/again/v2-0000"*)
matches "$mail" '^Subject: \[PATCH 4.9.y v2 0/2\] ' 'the subject has the version'
is "$(echo "$mail" | grep -A 1 '^To:' | tr -d '\t')" 'To: A List <list@example.org>,
second@example.org' 'the addresses stand for stable@'
matches "$mail" '^Cc: .*third@example.org|^ third@example.org' 'and a copy is added'
is "$(echo "$mail" | sed -n '/^In-Reply/p; /^References/p')" 'In-Reply-To: <one@example.org>
References: <one@example.org>' 'the cover letter answers the mail'
cover=$(echo "$mail" | sed -n 's/^Message-ID: //p')
is "$(sed -n '/^In-Reply/p; /^References/,/^ /p' "$tmp/again/v2-0002"* | head -n 3)" "In-Reply-To: $cover
References: <one@example.org>
 $cover" 'and the patches the cover letter'
export_of 129 'an address that is none' v4.9 --to=list
matches "$said" "^backport export: --to 'list': wanted a mail address" 'is refused'
export_of 129 'an id that is none' v4.9 '--in-reply-to=a b@c'
export_of 129 'a version that is none' v4.9 -v0
status 129 'mail options of another form' "$BACKPORT" export v4.9 --format=quilt -v2
matches "$said" 'are for mails, --format=mbox' 'are refused'
sed -i 's/^f.patch/f.patch -p0/' series/v4.9
export_of 128 'a strip level that a mail cannot say' v4.9 --force
matches "$said" "series/v4.9:2: 'f.patch' has another strip level than -p1" 'is named'
sed -i 's/ -p0//' series/v4.9

# quilt
status 0 'quilt: a folder' "$BACKPORT" export v4.9 --format=quilt -o "$tmp/q/"
is "$(ls "$tmp/q")" 'f.patch
first.patch
series' 'holds series and patches'
clone
status 0 'quilt pushes it' sh -c "cd '$tmp/w' && QUILT_PATCHES='$tmp/q' quilt --quiltrc /dev/null push -a -q"
git -C "$tmp/w" add -A -- init mm
git -C "$tmp/w" commit -q -m quilt
is "$(said_tree)" "$(tree_of v4.9)" 'to the same tree'
"$BACKPORT" export v4.9 --format=quilt -o "$tmp/q.tar.zst"
is "$(zstd -dc "$tmp/q.tar.zst" | tar -t | tr '\n' ' ')" 'f.patch first.patch series ' 'an archive holds the same'
"$BACKPORT" export v4.9 --format=quilt | cmp -s - "$tmp/q.tar.zst" && got=0 || got=$?
is "$got" 1 'without .zst it is not compressed'
cp patches/v4.9/first.patch patches/v4.9/ü.patch
sed -i s/first/ü/ series/v4.9
"$BACKPORT" export v4.9 --format=quilt -o "$tmp/q.tar" --force
is "$(LC_ALL=C tar -t --quoting-style=literal --show-transformed-names -f "$tmp/q.tar" | tail -n 1)" ü.patch 'a name is bytes'
sed -i s/ü/first/ series/v4.9
rm patches/v4.9/ü.patch

# git bundle
status 0 'a git bundle' "$BACKPORT" export v4.9 --format=git-bundle -o "$tmp/b"
rm -rf "$tmp/w"
git clone -q "$made" "$tmp/w" 2>/dev/null || git init -q "$tmp/w"
status 0 'is fetched' git -C "$tmp/w" fetch -q "$tmp/b" refs/heads/backport/v4.9:got
is "$(git -C "$tmp/w" rev-parse 'got^{tree}')" "$(tree_of v4.9)" 'and has the tree'
is "$(git -C "$tmp/w" rev-parse 'got~2')" "$(git -C "$made" rev-parse refs/bases/v4.9)" "on the base's commit"
is "$(git -C "$tmp/w" log -1 --format='%an, %cn, %s' got)" 'A U Thor, M. Aker, init: fix it' 'a commit a patch'
status 0 'made again' "$BACKPORT" export v4.9 --format=git-bundle -o "$tmp/b2"
cmp -s "$tmp/b" "$tmp/b2"
ok $? 'it is the same bytes'
rm -rf "$tmp/w"
clone
git -C "$tmp/w" config core.autocrlf false
status 0 '--onto a commit of another repository' "$BACKPORT" export v4.9 --format=git-bundle -o "$tmp/b" --onto "$tmp/w@HEAD"
status 0 'is fetched there' git -C "$tmp/w" fetch -q "$tmp/b" refs/heads/backport/v4.9:got
is "$(git -C "$tmp/w" rev-parse got~2)" "$(git -C "$tmp/w" rev-parse HEAD)" 'and stands on it'
git -C "$tmp/w" rm -q mm/vmscan.c
git -C "$tmp/w" commit -q -m other
status 128 '--onto another tree' "$BACKPORT" export v4.9 --format=git-bundle -o "$tmp/b3" --onto "$tmp/w@HEAD"
matches "$said" "wanted the base's: give a commit of v1.0" 'is refused'
holds 'and nothing written' test ! -e "$tmp/b3"

# A fix that the base has, in front of two patches: each commit is its own patch
cat >>backport.conf <<'END'
[fix "g"]
	upstream = 2222222222222222222222222222222222222222
	patch = g.patch
	check = ownership
[branch "v6"]
	base = v6.0
	fix = g
	fix = f
	target = t
END
cp -r "$tmp/linux" "$tmp/has"
printf 'int vmscan;\nint has;\n' >"$tmp/has/mm/vmscan.c"
"$BACKPORT" tree add v6 "$tmp/has" >/dev/null
mkdir patches/v6
cp "$tmp/f.patch" patches/v6/f.patch
{
	header 'support it' | sed '/^ init/,$d'
	printf '%s\n' '--- a/init/main.c' '+++ b/init/main.c' '@@ -1,3 +1,4 @@' ' int main;' ' int fixed;' ' int end;' '+int support;'
} >patches/v6/s.patch
{
	header 'the base has it' | sed '/^ init/,$d'
	printf '%s\n' '--- a/mm/vmscan.c' '+++ b/mm/vmscan.c' '@@ -1 +1,2 @@' ' int vmscan;' '+int has;'
} >patches/v6/g.patch
printf '%s\n' g.patch s.patch f.patch >series/v6
status 0 'a git bundle on a base that has a fix' "$BACKPORT" export v6 --format=git-bundle --force -o "$tmp/b6"
rm -rf "$tmp/w"
git clone -q "$made" "$tmp/w" 2>/dev/null || git init -q "$tmp/w"
status 0 'is fetched' git -C "$tmp/w" fetch -q "$tmp/b6" refs/heads/backport/v6:got
is "$(git -C "$tmp/w" log --format=%s "$(git -C "$made" rev-parse refs/bases/v6)..got" | tr '\n' ',')" 'init: fix it,init: support it,' 'and each commit has the message of its patch'

# What a DEP-3 header says of bugs and reviewers, and the id that the configuration knows
cp patches/v1/f.patch "$tmp/f.patch"
{
	printf 'Description: init: fix it\n Fixed.\nAuthor: A U Thor <author@example.org>\n'
	printf 'Bug-Debian: https://bugs.debian.org/1\nForwarded: https://lists.example.org/2\n'
	printf 'Reviewed-by: R Viewer <r@example.org>\nSigned-off-by: A U Thor <author@example.org>\n\n'
	sed -n '/^--- a/,$p' "$tmp/f.patch"
} >patches/v1/f.patch
export_of 0 'a variant with a DEP-3 header' v1 ''
matches "$said" '^commit 0123456789012345678901234567890123456789 upstream.$' 'gets the configured id'
matches "$said" '^Reviewed-by: R Viewer <r@example.org>$' 'keeps who reviewed it'
matches "$said" '^Bug-Debian: https://bugs.debian.org/1$' 'and its bug'
export_of 0 'and as a Debian patch' v1 --format=deb-patch
matches "$said" '^Forwarded: https://lists.example.org/2$' 'where it was sent'
matches "$said" '^Bug-Debian: https://bugs.debian.org/1$' 'and its bug, too'
cat "$tmp/f.patch" "$tmp/f.patch" | sed '1i From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001' |
	sed '/^ int end/{n;s/^From: /From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n&/}' >patches/v1/f.patch
export_of 128 'a mailbox' v1 --force
matches "$said" 'patches/v1/f.patch: is a mailbox of 2 mails' 'is refused'
cp "$tmp/f.patch" patches/v1/f.patch

# Debian
sed -i 's/^Fixed\.$/Fixed.\n\nIndeed.\n\nBugLink: https:\/\/bugs.example.org\/1/' patches/v1/f.patch
"$BACKPORT" export v1 --format=deb-patch --force >"$tmp/deb.patch"
is "$(sed '/^---$/q' "$tmp/deb.patch")" 'Description: init: fix it
 .
 Fixed.
 .
 Indeed.
Author: A U Thor <author@example.org>
Origin: backport, https://git.kernel.org/linus/0123456789012345678901234567890123456789
Forwarded: not-needed
Applied-Upstream: commit:0123456789012345678901234567890123456789
Bug: https://bugs.example.org/1
Signed-off-by: A U Thor <author@example.org>
Last-Update: 2017-02-21
---' 'a DEP-3 header'
status 0 'that check takes' "$BACKPORT" check --profile dep3 "$tmp/deb.patch"
matches "$("$BACKPORT" export v1 --format=deb-patch --date 2021-03-17)" '^Last-Update: 2021-03-17$' '--date'
clone
status 0 'whose patch applies' git -C "$tmp/w" apply --index "$tmp/deb.patch"
export_of 128 'two patches on standard output' v4.9 --format=deb-patch
matches "$said" 'has 2 patches: give -o FOLDER/' 'are refused'
status 0 'and written to a folder' "$BACKPORT" export v4.9 --format=deb-patch -o "$tmp/d/"
is "$(ls "$tmp/d")" 'f.patch
first.patch' 'a file each'
matches "$(cat "$tmp/d/first.patch")" '^Forwarded: no$' 'one that is no fix has no origin'
status 128 'a file that cannot be written' "$BACKPORT" export v4.9 -o "$tmp/no/such/file"
matches "$said" "$tmp/no/such/file" 'is named'
done_testing
