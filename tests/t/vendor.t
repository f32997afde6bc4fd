#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Branches whose patches are somebody else's: a queue, a vendor's folder; read, and never written.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

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
done_testing
