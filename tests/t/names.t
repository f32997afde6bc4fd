#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Which file a plain diff means whose --- and +++ lines differ: --like=quilt takes
# the name that GNU patch takes, strict placing the one that git takes.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache" GIT_CEILING_DIRECTORIES="$tmp"
cd "$tmp"
mkdir patches
echo patch >series

files() {
	(cd "$1" && find . -type f -exec grep -l new {} + | sort | tr '\n' ' ')
}
# name WHAT OLD NEW TIME HUNK FILES...: a diff of OLD and NEW on a tree of those files
name() {
	what=$1
	printf -- '--- a/%s\t%s 00:00:00 +0000\n+++ b/%s\t2017-01-01 10:00:00 +0000\n%b' \
		"$2" "$4" "$3" "$5" >patches/patch
	shift 5
	rm -rf tree by ours
	mkdir tree
	for file; do
		mkdir -p "tree/$(dirname "$file")"
		echo old >"tree/$file"
	done
	cp -R tree by
	patch -d by -p1 -s -f -N --no-backup-if-mismatch <patches/patch >/dev/null 2>&1 || :
	"$BACKPORT" -q apply --base tree --series series --patches patches \
		--like=quilt --checkout ours >said 2>&1 || cp -R tree ours
	is "$(files ours)" "$(files by)" "quilt: $what"
	rm -rf by ours
	cp -R tree by
	(cd by && git apply ../patches/patch >/dev/null 2>&1) || :
	"$BACKPORT" -q apply --base tree --series series --patches patches \
		--checkout ours >said 2>&1 || cp -R tree ours
	is "$(files ours)" "$(files by)" "git: $what"
}
create='@@ -0,0 +1 @@\n+new\n' change='@@ -1 +1 @@\n-old\n+new\n'
date=2017-01-01 epoch=1970-01-01

name 'the one with its folders there' deep/er/f there/sub/f $date "$create" there/sub/other
name 'by the time of the old one too' deep/er/f there/sub/f $epoch "$create" there/sub/other
name 'the fewest new folders, though more of them' two/three/f one/f $epoch "$create" two/three/other
name 'a longer name in a folder that is there' long/er/f there/f $date "$create" long/er/other
name 'no new folder either way' f dir/g $date "$create" dir/other
name 'one new folder or three' no/f no/such/dir/g $date "$create"
name 'one new folder either way' a/b/c/f x/f $date "$create" a/b/other
name 'and the other way round' x/f a/b/c/f $date "$create" a/b/other
name 'a folder that is a file' x/y/f no/g $date "$create" x
name 'the new name goes on behind the old one' there/f there/f.new $date "$create" there/other
name 'the old name goes on behind the new one' there/f.orig there/f $date "$create" there/other
name 'the old name of a new file' there/f.orig there/f $epoch "$create"
name 'both there' f dir/g $date "$change" f dir/g
name 'both there, the old one longer' dir/long-name g $date "$change" g dir/long-name
name 'both there, one a copy' dir/f.orig dir/f $date "$change" dir/f dir/f.orig
name 'none there' dir/f other/f $date "$change" third

# --series: a folder, one with a series file, one patch
rm -rf tree set
mkdir tree set
echo 1 >tree/f
printf -- '--- a/f\n+++ b/f\n@@ -1 +1 @@\n-1\n+2\n' >set/1.patch
printf -- '--- a/f\n+++ b/f\n@@ -1 +1 @@\n-2\n+3\n' | gzip >set/2.diff.gz
echo notes >set/README
after() { # WHAT SERIES F
	rm -rf ours
	"$BACKPORT" -q apply --base tree --series "$2" --checkout ours >said 2>&1 || :
	is "$(cat ours/f 2>/dev/null || cat said)" "$3" "$1"
}
after 'a folder of patches in order' set 3
after 'with a slash behind it' set/ 3
after 'one patch' set/1.patch 2
echo 1.patch >set/series
after 'a folder with a series file' set 2
rm -rf none
mkdir none
after 'a folder without patches' none 'backport: none: this folder has neither a series file nor a patch'
done_testing
