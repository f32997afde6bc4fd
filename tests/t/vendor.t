#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Branches whose patches are somebody else's: a queue, a vendor's folder; read, and never written.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org

# state FOLDER: every file in it, its content and when it was changed
state() {
	find "$1" -type f -exec sha256sum {} + -exec stat -c '%n %Y' {} + | sort
}

# A queue as on kernel.org: one folder with its series and its patches
queue=$tmp/stable-queue/queue-1.0
mkdir -p "$queue/net"
mv patches/v1/f.patch "$queue/net/"
echo net/f.patch >"$queue/series"
rm -r series patches
sed "s,^	patch = f.patch,	patch = net/f.patch,; s,^	base = v1.0,&\n	patches = ../stable-queue/queue-1.0," backport.conf >c.conf
mv c.conf backport.conf
state "$tmp/stable-queue" >"$tmp/was"

status 0 'a series in a folder elsewhere applies' "$BACKPORT" apply v1 --check
matches "$said" '^net/f.patch .*ok|applied' 'with its patch in a folder of that'
matches "$("$BACKPORT" status v1)" '^v1 +v1.0 .*carr' 'status knows it'
matrix
matches "$("$BACKPORT" report)" '^v1 .*proved' 'and it is proved'
matches "$("$BACKPORT" report --format=json)" '"net/f.patch"' 'the result names its patch'
status 0 'check reads its header' "$BACKPORT" check -q
status 0 'evidence takes its patches' "$BACKPORT" evidence v1 -o "$tmp/e.tar"
status 0 'under their own names' "$BACKPORT" evidence --verify "$tmp/e.tar"
tar -xOf "$tmp/e.tar" --wildcards '*backport.conf' >"$tmp/bundled"
is "$(grep -c 'stable-queue' "$tmp/bundled")" 0 'and not the way to them'

echo gone.patch >>"$queue/series"
status 128 'a patch that is not there' "$BACKPORT" apply v1 --check
matches "$said" 'queue-1.0/series:2: no such patch .gone.patch. ' 'is named with the line of the series'
echo net/f.patch >"$queue/series"

# A fix of one's own beside it, whose patch claims nothing, and a patch that no fix is
sed 's/^\(	check = ownership\)$/&\n[fix "own"]\n	upstream = none\n	patch = net\/own.patch\n&/; s/^	fix = f$/&\n	fix = own/' backport.conf >own.conf
sed '/^commit .* upstream/,+1d; s/: fix it/: own it/' "$queue/net/f.patch" >"$queue/net/own.patch"
sed 's/0123456789012345678901234567890123456789/3333333333333333333333333333333333333333/' "$queue/net/f.patch" >"$queue/other.patch"
printf '%s\n' net/own.patch other.patch >>"$queue/series"
status 0 'check knows a fix by its name in the series' "$BACKPORT" --conf own.conf check --no-checkpatch
rm "$queue/net/own.patch" "$queue/other.patch" own.conf
echo net/f.patch >"$queue/series"
state "$tmp/stable-queue" >"$tmp/was"
status 0 'affected reads the patch there' "$BACKPORT" affected f --bases 'v1*' --dry-run

# What would write there
status 128 'port refuses' "$BACKPORT" port "$queue/net/f.patch" --to v1 --name other.patch
matches "$said" '^backport: the patches of branch v1 are ../stable-queue/queue-1.0, by its section, and are only read; change them there, with quilt or git$' 'and says why'
status 0 'but tells what it would do' "$BACKPORT" port "$queue/net/f.patch" --to v1 --dry-run
status 128 'rebase --refresh refuses' "$BACKPORT" rebase v1 --refresh
matches "$said" 'are only read' 'and says why'
status 0 'but tells what it would do' "$BACKPORT" rebase v1 --refresh --dry-run
sed 's/0123456789012345678901234567890123456789/1111111111111111111111111111111111111111/' "$queue/net/f.patch" >"$tmp/g.patch"
cp backport.conf "$tmp/conf"
status 128 'add refuses the branch by name' "$BACKPORT" add "$tmp/g.patch" v1 --name g
matches "$said" 'backport.conf: the patches of branch v1 are only read, .*put the fix there yourself' 'and says why'
is "$(cat backport.conf)" "$(cat "$tmp/conf")" 'before anything is written'
status 0 'and leaves it out of all' "$BACKPORT" add "$tmp/g.patch" --name g
matches "$said" '^v1: left out, its patches are only read$' 'saying so'
cp "$tmp/conf" backport.conf
is "$(state "$tmp/stable-queue")" "$(cat "$tmp/was")" 'not a byte was written there'

# The other ways to say it
rm "$queue/series"
printf '%s\n' 'is no patch' >"$queue/README"
mv "$queue/net/f.patch" "$queue/0001-f.patch"
sed 's,net/f.patch,0001-f.patch,; s,	patches = .*,	series = ../stable-queue/queue-1.0,' "$tmp/conf" >backport.conf
status 0 'a folder without a series' "$BACKPORT" apply v1 --check
matches "$said" '0001-f.patch$' 'has its patches in order'
mv "$queue/0001-f.patch" "$queue/0001-f.patch1"
status 0 'also where their level stands in the name' "$BACKPORT" apply v1 --check
matches "$said" '0001-f.patch1$' 'as Gentoo has it'
mv "$queue/0001-f.patch1" "$queue/0001-f.patch"
mkdir -p debian/patches
mv "$queue/0001-f.patch" debian/patches/
echo 0001-f.patch >debian/patches/series
sed -i 's,	series = .*,	series = debian/patches/series,' backport.conf
status 0 'a series beside its patches, in the project' "$BACKPORT" apply v1 --check
matrix
matches "$("$BACKPORT" report)" '^v1 .*proved' 'is proved, too: a new name is no new patch'
matches "$("$BACKPORT" report --format=json)" '"debian/patches/0001-f.patch"' 'and it is told by its new name'
rm -r out
matrix
echo '# more' >>debian/patches/0001-f.patch
matches "$("$BACKPORT" report 2>&1 || :)" 'debian/patches/0001-f.patch has changed since' 'a patch that changed is named'
sed -i 's,	series = .*,	series = nowhere,' backport.conf
status 128 'a series that is not there' "$BACKPORT" apply v1 --check
matches "$said" '^backport: nowhere: no such series' 'is named'
for bad in ../f.patch /f.patch a//f.patch a/ .f -f; do
	sed "s,^	patch = 0001-f.patch,	patch = $bad," backport.conf >bad.conf
	status 128 "the patch '$bad' is refused" "$BACKPORT" --conf bad.conf status
done

# What makes the base: a vendor's files, and patches on top of the release
cp "$tmp/conf" backport.conf
sed -i 's,	patches = .*,	base-files = ../vendor/files\n	base-series = ../vendor/patches\n	base-series = ../vendor/more/series,; s,net/f.patch,f.patch,' backport.conf
mkdir -p series patches/v1 "$tmp/vendor/files/drivers" "$tmp/vendor/patches" "$tmp/vendor/more"
cp debian/patches/0001-f.patch patches/v1/f.patch
echo f.patch >series/v1
echo 'int board;' >"$tmp/vendor/files/drivers/board.c"
ln -s board.c "$tmp/vendor/files/drivers/link.c"
printf '%s\n' '--- a/drivers/board.c' '+++ b/drivers/board.c' '@@ -1 +1,2 @@' ' int board;' '+int rev2;' >"$tmp/vendor/patches/01-board.patch"
printf '%s\n' '--- a/mm/vmscan.c' '+++ b/mm/vmscan.c' '@@ -1 +1,2 @@' ' int vmscan;' '+int vendor;' >"$tmp/vendor/patches/02-mm.diff"
printf '%s\n' '--- linux/mm/vmscan.c' '+++ linux/mm/vmscan.c' '@@ -1,2 +1,2 @@' '-int vmscan;' '+int scan;' ' int vendor;' >"$tmp/vendor/more/scan"
echo 'scan -p1 # the last' >"$tmp/vendor/more/series"
state "$tmp/vendor" >"$tmp/was"
cp -r "$tmp/linux" "$tmp/whole"
mkdir -p "$tmp/whole/drivers"
printf 'int board;\nint rev2;\n' >"$tmp/whole/drivers/board.c"
ln -s board.c "$tmp/whole/drivers/link.c"
printf 'int scan;\nint vendor;\n' >"$tmp/whole/mm/vmscan.c"
"$BACKPORT" tree add made "$tmp/whole" >"$tmp/out"
made=$(awk '{ print $2 }' "$tmp/out")
"$BACKPORT" tree rm made

status 0 'a base that is made applies' "$BACKPORT" --json apply v1 --check
matches "$said" "\"base\":\"$made\".*\"applied\":1,\"merged\":0,\"refused\":0" 'its patches are of the base, not of the series'
matches "$("$BACKPORT" status v1)" "^v1 +v1.0 +$(printf %.12s "$made") " 'status has the tree that was made'
status 0 'tree get makes it' "$BACKPORT" tree get v1
matches "$(cat out/v1/tree.json)" "\"tree\": \"$made\"" 'and its result names that tree'
rm -rf out
matrix
matches "$("$BACKPORT" report)" '^v1 .*proved' 'a fix on it is proved'
status 0 'its commits' "$BACKPORT" apply v1 --commit refs/made/v1
is "$(git --git-dir="$BACKPORT_CACHE/linux.git" rev-parse 'refs/made/v1~1^{tree}')" "$made" 'stand on one of the base'
status 0 'evidence of it' "$BACKPORT" evidence v1 -o "$tmp/e.tar"
status 0 'is verified' "$BACKPORT" evidence --verify "$tmp/e.tar"

# Patches for such a branch are made for that tree
{
	header scan | sed 's,init/main.c,mm/vmscan.c,; s/0123456789012345678901234567890123456789/2222222222222222222222222222222222222222/'
	printf '%s\n' '@@ -1,2 +1,3 @@' ' int scan;' '+int fixed;' ' int vendor;'
} >"$tmp/scan.patch"
status 0 'port carries a patch to it' "$BACKPORT" port "$tmp/scan.patch" --to v1 --name scan.patch
matches "$said" '^v1: sure' 'without a doubt'
cp patches/v1/scan.patch "$tmp/scan.was"
status 0 'rebase --refresh knows it' "$BACKPORT" rebase v1 --refresh
is "$(cat patches/v1/scan.patch)" "$(cat "$tmp/scan.was")" 'and has nothing to change'
status 0 'the series applies with it' "$BACKPORT" apply v1 --check
is "$(state "$tmp/vendor")" "$(cat "$tmp/was")" 'not a byte was written to the vendor'
status 128 'its other bases are not made' "$BACKPORT" apply v1 --bases 'v*'
matches "$said" 'the base of branch v1 is made by base-files or base-series, which --bases does not do' 'which is said'

# It changes, or does not fit
echo f.patch >series/v1
rm -rf out
matrix
echo 'int rev3;' >>"$tmp/vendor/files/drivers/board.c"
status 128 'a patch of the base that does not apply' "$BACKPORT" apply v1 --check
matches "$said" '^backport: ../vendor/patches/01-board.patch, of the base-series of branch v1, does not apply: ' 'is named'
status 125 'status' "$BACKPORT" status
matches "$said" '01-board.patch, of the base-series' 'says it beside the branch'
status 128 'tree get' "$BACKPORT" tree get v1
matches "$said" '01-board.patch, of the base-series of branch v1' 'says it'
matches "$(cat out/v1/tree.json)" '"outcome": "ERROR"' 'and leaves an error'
matches "$said" '; with base-like = quilt it is placed as quilt does$' 'with what else to try'
sed -i 's,	base-series = ../vendor/patches,	base-like = quilt\n&,' backport.conf
status 0 'as quilt places it' "$BACKPORT" tree get v1
sed 's,base-like = quilt,base-like = patch,' backport.conf >bad.conf
status 128 'no other program' "$BACKPORT" --conf bad.conf tree get v1
matches "$said" "branch.v1.base-like is 'patch', wanted quilt" 'is known'
sed -i '/base-like/d' backport.conf
echo 'int board;' >"$tmp/vendor/files/drivers/board.c"
"$BACKPORT" -q tree get v1 >/dev/null
echo 'int other;' >"$tmp/vendor/files/drivers/other.c"
matches "$("$BACKPORT" report 2>&1 || :)" 'v1: no verdict: .*stale' 'a base that is made otherwise leaves no verdict'
matrix
matches "$("$BACKPORT" report)" '^v1 .*proved' 'until the matrix has run'
rm -r "$tmp/vendor/files"
status 128 'files that are not there' "$BACKPORT" apply v1 --check
matches "$said" '^backport: ../vendor/files: no such folder of base-files' 'are named'
sed -i '/base-files/d' backport.conf
rm -r "$tmp/vendor/patches"
status 128 'a base-series that is not there' "$BACKPORT" apply v1 --check
matches "$said" '^backport: ../vendor/patches: no such series' 'is named'
done_testing
