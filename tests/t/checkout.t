#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A checkout holds exactly the tree, keeps what did not change, and repairs itself.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
cd "$tmp"
mkdir -p a/sub/deep a/turns
for f in one two sub/three sub/deep/four turns/file; do echo "$f" >"a/$f"; done
echo '#!/bin/sh' >a/run
chmod 755 a/run
ln -s sub/three a/link
ln -s /nowhere "a/odd
name"
cp -a a b
echo changed >b/sub/three
rm -r b/turns
ln -s one b/turns
rm b/two
chmod 755 b/one
"$BACKPORT" -q tree add a a >/dev/null
"$BACKPORT" -q tree add b b >/dev/null

tree() {
	"$BACKPORT" -q tree add probe "$1" >/dev/null
	"$BACKPORT" --json tree list | sed -n 's/.*"base":"probe","tree":"\([0-9a-f]*\)".*/\1/p'
}
id_a=$(tree a)
id_b=$(tree b)

status 0 'a first checkout' "$BACKPORT" tree checkout a co
matches "$said" '^[0-9a-f]{40}: 8 files written, 0 removed, 0 kept$' 'counts'
is "$(tree co)" "$id_a" 'holds the tree'
stat -c '%n %y %i' co/one co/sub/deep/four >before
status 0 'the same again' "$BACKPORT" tree checkout a co
matches "$said" ': 0 files written, 0 removed, 8 kept$' 'writes nothing'
status 0 'another tree' "$BACKPORT" tree checkout b co/
matches "$said" ': 3 files written, 2 removed, 4 kept$' 'writes what differs'
is "$(tree co)" "$id_b" 'holds the other tree'
status 0 'and back' "$BACKPORT" tree checkout a co
is "$(tree co)" "$id_a" 'holds the first tree'
is "$(stat -c '%n %y %i' co/sub/deep/four)" "$(grep four before)" 'a file that never changed is untouched'

# Changed by hand
printf 'ONE\n' >co/one
echo x >co/extra
mkdir -p co/newdir/sub co/.git
echo x >co/newdir/sub/f
rm co/two
rm -r co/sub/deep
echo in the way >co/sub/deep
rm co/run
mkdir co/run
echo x >co/run/f
status 0 'hand-made changes' "$BACKPORT" tree checkout a co
is "$(tree co)" "$id_a" 'are put right'
is "$(ls -A co)" "$(ls -A a)" 'and what is not in the tree is gone'
touch co/two
status 0 'a touched file' "$BACKPORT" tree checkout a co
matches "$said" ': 0 files written' 'is compared and kept'
mkdir outside
echo precious >outside/file
rm -r co/sub
ln -s ../outside co/sub
status 0 'a link in place of a folder' "$BACKPORT" tree checkout a co
is "$(cat outside/file)" precious 'is not followed'
is "$(tree co)" "$id_a" 'and is put right'
rm co.tree
status 128 'a folder without a record is refused' "$BACKPORT" tree checkout b co
matches "$said" 'co: it holds files that no checkout wrote' 'and it is said'
is "$(tree co)" "$id_a" 'and untouched'
echo 'not a record' >co.tree
status 0 'a damaged record' "$BACKPORT" tree checkout a co
matches "$said" ': 0 files written, 0 removed, 8 kept$' 'costs a look at every file'

# TREEISH
status 0 'a folder is a TREEISH' "$BACKPORT" tree checkout ./b co2
is "$(tree co2)" "$id_b" 'and is checked out'
git -c init.defaultBranch=m init -q a
git -C a add -A
git -C a -c user.name=t -c user.email=t@localhost commit -qm one
status 0 'GITDIR@REV is a TREEISH' "$BACKPORT" tree checkout a@HEAD co2
is "$(tree co2)" "$id_a" 'and is checked out'
status 0 'a revision of the cache is a TREEISH' "$BACKPORT" tree checkout "$id_b" co2
is "$(tree co2)" "$id_b" 'and is checked out'
status 0 'and the folder of a tree' "$BACKPORT" tree checkout refs/bases/a:sub co3
is "$(ls co3)" "$(printf 'deep\nthree')" 'too'
status 128 'no such tree' "$BACKPORT" tree checkout nothing co2
matches "$said" "no tree 'nothing'.*backport tree add nothing SOURCE" 'says what to do'
status 128 'no such revision' "$BACKPORT" tree checkout a@nope co2
matches "$said" "a: no revision 'nope'" 'says where'
status 128 'a blob is no tree' "$BACKPORT" tree checkout refs/bases/a:one co2
matches "$said" 'names a blob' 'and says so'
status 129 'DIR is missing' "$BACKPORT" tree checkout a
status 128 'DIR is a file' "$BACKPORT" tree checkout a a/one

# A submodule where a folder was
sub=$(git -C a rev-parse HEAD)
module=$(git -C a ls-tree HEAD | sed "s/^040000 tree [0-9a-f]*	sub/160000 commit $sub	sub/" | git -C a mktree)
"$BACKPORT" -q tree checkout a@HEAD co6
status 0 'a submodule in place of a folder' "$BACKPORT" tree checkout "a@$module" co6
is "$(ls -A co6/sub)" '' 'is an empty one'
status 0 'again' "$BACKPORT" tree checkout "a@$module" co6
matches "$said" ': 0 files written, 0 removed,' 'stays as it is'

# An object that holds something else than its id says
mkdir damaged
cp -r a/one a/sub damaged
mkdir damaged/only
echo here >damaged/only/here
git -c init.defaultBranch=m init -q damaged
git -C damaged add -A
git -C damaged -c user.name=t -c user.email=t@localhost commit -qm one
object() { # REVISION: the file of a loose object
	git -C damaged rev-parse "$1" | sed 's,^..,damaged/.git/objects/&/,'
}
printf '%s\n' '--- a/one' '+++ b/one' '@@ -1 +1 @@' '-four' '+five' >damaged.patch
echo damaged.patch >damaged.series
cp "$(object HEAD:one)" one.object
cp -f "$(object HEAD:sub/deep/four)" "$(object HEAD:one)"
status 128 'an object that is another' "$BACKPORT" tree checkout damaged@HEAD co4
matches "$said" 'one: .*(hash mismatch|is damaged)' 'is not checked out'
status 128 'a patch of it' "$BACKPORT" apply --base damaged@HEAD --series damaged.series
matches "$said" 'is damaged: its content is another' 'is not applied'
cp -f one.object "$(object HEAD:one)"
cp -f "$(object HEAD:sub/deep)" "$(object HEAD:only)"
status 128 'a folder that is another' "$BACKPORT" tree checkout damaged@HEAD co4
status 128 'is no base' "$BACKPORT" tree add damaged damaged --rev HEAD

# A tree that no git makes: a link and a folder of one name
blob=$(echo ../outside | tr -d '\n' | git -C damaged hash-object -w --stdin)
folder=$(git -C damaged rev-parse HEAD:sub)
twice=$(printf '120000 blob %s\tdoor\n040000 tree %s\tdoor\n' "$blob" "$folder" | git -C damaged mktree)
is "$(git -C damaged ls-tree "$twice" | wc -l)" 2 'a tree with two entries of one name'
status 128 'such a tree' "$BACKPORT" tree checkout "damaged@$twice" co5
matches "$said" "two entries 'door'" 'is not checked out'
is "$(ls outside)" file 'nor written through'
status 128 'such a tree' "$BACKPORT" tree add twice damaged --rev "$twice"
matches "$said" "two entries 'door'" 'is no base'
dots=$(printf '040000 tree %s\t..\n' "$folder" | git -C damaged mktree)
status 128 'a tree that leaves itself' "$BACKPORT" tree add dots damaged --rev "$dots"

# Names and modes that git itself would not write
plain=$(printf '100644 blob %s\tx\n' "$blob" | git -C damaged mktree)
# refuses MODE NAME: neither checked out nor taken in
refuses() {
	odd=$({ printf '%s %s\0' "$1" "$2" && git -C damaged cat-file tree "$plain" | tail -c 20; } |
		git -C damaged hash-object -t tree -w --stdin --literally)
	status 128 "an entry '$2' of mode $1" "$BACKPORT" tree checkout "damaged@$odd" odd-names
	matches "$said" "$3" 'is not checked out'
	is "$(ls -A odd-names)" '' 'nothing of it'
	status 128 'such a tree' "$BACKPORT" tree add odd damaged --rev "$odd"
	matches "$said" "$3" 'is no base'
}
refuses 100644 .git "has an entry '.git', which is not written"
refuses 100644 .GIT "has an entry '.GIT', which is not written"
refuses 100644 sub/file "has an entry 'sub/file', which is not written"
refuses 100644 . "has an entry '.', which is not written"
refuses 100600 file "entry 'file' has the mode 100600, which git does not know"
refuses 0 file "entry 'file' has the mode 0, which git does not know"

# Interrupted at any moment
mkdir big
i=0
while [ $i -lt 60 ]; do
	mkdir "big/$i"
	for j in 1 2 3 4 5 6 7 8 9; do
		yes "$i $j" | head -c 20000 >"big/$i/$j" || :
	done
	i=$((i + 1))
done
id_big=$(tree big)
"$BACKPORT" -q tree add big big >/dev/null
for t in 0.005 0.01 0.015 0.02 0.03 0.04; do
	rm -rf bigco bigco.tree
	timeout -s KILL "$t" "$BACKPORT" -q tree checkout big bigco >/dev/null 2>&1 || :
	"$BACKPORT" -q tree checkout big bigco >/dev/null
	is "$(tree bigco)" "$id_big" "killed after $t s, the next call repairs it"
	timeout -s KILL "$t" "$BACKPORT" -q tree checkout a bigco >/dev/null 2>&1 || :
	"$BACKPORT" -q tree checkout big bigco >/dev/null
	is "$(tree bigco)" "$id_big" "killed $t s into another tree, too"
done
rm -rf bigco bigco.tree
"$BACKPORT" -q tree checkout big bigco & "$BACKPORT" -q tree checkout a bigco & wait
"$BACKPORT" -q tree checkout big bigco
is "$(tree bigco)" "$id_big" 'two at once wait for each other'
# shellcheck disable=SC2016 # for the inner shell
status 128 'no room' sh -c 'ulimit -f 8; trap "" XFSZ; exec "$BACKPORT" tree checkout big small'
matches "$said" 'small/.*: cannot write' 'is said'
done_testing
