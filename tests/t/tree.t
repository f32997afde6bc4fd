#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Bases: every source gives the same tree, and what is not one is refused.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
linux=$BACKPORT_CACHE/linux.git
mkdir -p "$tmp/k/linux/arch/powerpc" "$tmp/k/linux/empty"
cd "$tmp/k"
echo a >linux/Makefile
printf 'no newline' >linux/arch/powerpc/b.c
printf '#!/bin/sh\n' >linux/run.sh
chmod 755 linux/run.sh
ln -s ../Makefile linux/arch/link
echo odd >'linux/a "quoted\name'
git -c init.defaultBranch=m init -q linux
git -C linux add -A
git -C linux -c user.name=t -c user.email=t@localhost commit -qm one
tree=$(git -C linux rev-parse 'HEAD^{tree}')
commit=$(git -C linux rev-parse HEAD)
git -C linux -c user.name=t -c user.email=t@localhost commit -qm two --allow-empty
two=$(git -C linux rev-parse HEAD)

# An empty cache that many find at once
i=0
started=0
while [ $i -lt 20 ]; do
	pids=
	for j in 1 2 3 4 5 6 7 8; do
		BACKPORT_CACHE="$tmp/first/$i" "$BACKPORT" tree list >>"first.$j" 2>&1 &
		pids="$pids $!"
	done
	for pid in $pids; do
		wait "$pid" && started=$((started + 1))
	done
	i=$((i + 1))
done
is "$started$(cat first.?)" 160 'an empty cache is made once, whoever comes first'
is "$(ls "$tmp/first/0")" linux.git 'and nothing is left beside it'
mkdir -p "$tmp/first/half/linux.git/objects" "$tmp/first/killed/linux.git.new/refs"
status 0 'what a killed one began is made anew' env BACKPORT_CACHE="$tmp/first/killed" "$BACKPORT" tree list
status 128 'something else in its place is left alone' env BACKPORT_CACHE="$tmp/first/half" "$BACKPORT" tree list
matches "$said" "half/linux.git: cannot make the cache's repository: .*something else in its place" 'and named'

same_tree() {
	is "$(git --git-dir="$linux" rev-parse "refs/bases/$1^{tree}")" "$tree" "$2"
}

# Sources
status 0 'a folder is a base' "$BACKPORT" tree add folder linux
same_tree folder 'a work tree as it stands, without .git'
for z in '' .gz .bz2 .xz .zst; do
	tar --exclude=.git -acf "k.tar$z" linux
	status 0 "a .tar$z is a base" "$BACKPORT" tree add "tar$z" "k.tar$z"
	same_tree "tar$z" 'its one top folder is taken off'
done
(cd linux && tar --exclude=.git -cf ../dot.tar .)
status 0 'a tarball of . is a base' "$BACKPORT" tree add dot dot.tar
same_tree dot 'and gives the same tree'
is "$(git --git-dir="$linux" rev-parse refs/bases/dot)" \
	"$(git --git-dir="$linux" rev-parse refs/bases/folder)" 'equal trees get equal commits'
status 0 'a git directory at a revision' "$BACKPORT" tree add git linux --rev "$commit"
same_tree git 'gives the same tree'
is "$(git --git-dir="$linux" rev-parse refs/bases/git)" "$commit" 'and keeps its commit'
status 0 'a commit with parents' "$BACKPORT" tree add two linux --rev HEAD
is "$(git --git-dir="$linux" rev-parse refs/bases/two)" "$two" 'is kept'
is "$(git --git-dir="$linux" rev-list --count refs/bases/two)" 1 'without its history'
status 0 'a bare tree of git' "$BACKPORT" tree add sub linux --rev 'HEAD:arch'
git clone -q --bare --shared linux bare.git
status 0 'a repository that borrows its objects' "$BACKPORT" tree add bare bare.git
same_tree bare 'gives the same tree'
# The user's own configuration may limit the packs that git makes
git -c init.defaultBranch=m init -q large
head -c 1200000 /dev/urandom >large/a
head -c 1200000 /dev/urandom >large/b
git -C large add -A
git -C large -c user.name=t -c user.email=t@localhost commit -qm large
status 0 'a base larger than the packs that git may make' \
	env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=pack.packSizeLimit GIT_CONFIG_VALUE_0=1m \
	"$BACKPORT" tree add large large --rev HEAD
status 0 'the cache is whole' git --git-dir="$linux" fsck --connectivity-only
is "$(find "$linux/objects" -type f | grep -cv '/pack/')" 0 'no loose object'

# List and remove
matches "$("$BACKPORT" tree list)" "two .*$tree .* 5 files .*k/linux@HEAD" 'list shows id, files and source'
is "$("$BACKPORT" --json tree list | wc -l)" "$("$BACKPORT" tree list | wc -l)" 'one JSON object a base'
is "$("$BACKPORT" tree list --json)" "$("$BACKPORT" --json tree list)" '--json stands behind the command too'
status 129 'but not behind --' "$BACKPORT" tree list -- --json
is "$("$BACKPORT" tree --help)" "$("$BACKPORT" help tree)" 'and --help'
status 0 'rm removes' "$BACKPORT" tree rm two
status 128 'what is gone cannot be removed' "$BACKPORT" tree rm two
matches "$said" "no base 'two'" 'and it is said'
"$BACKPORT" -q tree add gone linux
wrong=''
for at in $(seq 40); do
	got=0
	INJECT_AT=$at INJECT_ERROR=EIO injected "$BACKPORT" -q tree rm gone 2>"$tmp/err" || got=$?
	if "$BACKPORT" tree list | grep -q '^gone '; then
		[ "$got" = 128 ] && ! grep -q 'no base' "$tmp/err" || wrong="$wrong $at"
	else
		[ "$got" = 0 ] || grep -q 'cannot write to stdout' "$tmp/err" || wrong="$wrong $at"
		"$BACKPORT" -q tree add gone linux
	fi
done
is "$wrong" "" "a base that cannot be read is not said to be gone, and one that is gone was removed"

# What git is told or says through a pipe
export INJECT_CALLS=pipes INJECT_ERROR=EIO INJECT_AT=1
status 128 'ids that git does not get' injected "$BACKPORT" tree add piped linux
matches "$said" 'cannot talk to git: Input/output error' 'are no empty tree'
export INJECT_CALLS=locks INJECT_AT=2
status 128 'a lock that cannot be had' injected "$BACKPORT" tree add piped linux
matches "$said" 'import.lock: cannot lock: Input/output error' 'is not gone without'
unset INJECT_CALLS INJECT_ERROR INJECT_AT
status 0 'once more' "$BACKPORT" tree add piped linux
"$BACKPORT" -q tree rm piped
same_tree git 'what others need stays'
status 0 'the cache is whole after rm' git --git-dir="$linux" fsck --connectivity-only

touch "$BACKPORT_CACHE/linux.git/objects/tmp_object_git2_new"
touch -d '2 hours ago' "$BACKPORT_CACHE/linux.git/objects/tmp_object_git2_old"
"$BACKPORT" -q tree add again linux
is "$(cd "$BACKPORT_CACHE/linux.git/objects" && ls tmp_*)" tmp_object_git2_new 'an object that was not finished goes when it is old'
"$BACKPORT" -q tree rm again

# A tree in the cache whose files are not, as an interrupted gc may leave one
mkdir -p half/sub
echo one >half/sub/a
git -c init.defaultBranch=m init -q half
git -C half add -A
git -C half -c user.name=t -c user.email=t@localhost commit -qm one
git -C half cat-file tree HEAD:sub | git --git-dir="$linux" hash-object -w -t tree --stdin >/dev/null
status 0 'a base with a folder that the cache has' "$BACKPORT" tree add half half --rev HEAD
is "$(git --git-dir="$linux" cat-file -p refs/bases/half:sub/a)" one 'comes with its files'
"$BACKPORT" -q tree rm half

# A repository with a file that is not what its id says
mkdir -p bad
echo right >bad/one
echo wrong >bad/two
git -c init.defaultBranch=m init -q bad
git -C bad add -A
git -C bad -c user.name=t -c user.email=t@localhost commit -qm one
object() {
	git -C bad rev-parse "HEAD:$1" | sed 's,^..,bad/.git/objects/&/,'
}
cp -f "$(object two)" "$(object one)"
status 128 'a base with a damaged file' "$BACKPORT" tree add bad bad --rev HEAD
matches "$said" 'the content of one did not come with it; is the source damaged\?' 'is not taken in'
is "$("$BACKPORT" tree list | grep -c ^bad)" 0 'at all'

# What was ready to land, and lost what it is about
mkdir -p "$linux/incoming"
printf 'lost\n%040d\n' 1 >"$linux/incoming/ready"
status 0 'an import after one that lost its pack' "$BACKPORT" tree add again linux
holds 'does not wait for it' test ! -e "$linux/incoming"
is "$("$BACKPORT" tree list | grep -c ^lost)" 0 'and names nothing by it'
"$BACKPORT" -q tree rm again

# A base whose reference is damaged, as a power cut may leave it, and a folder of its name
"$BACKPORT" -q tree add torn linux
: >"$linux/refs/bases/torn"
mkdir -p torn
echo else >torn/f
status 128 'a base that cannot be read' "$BACKPORT" tree checkout torn co
matches "$said" 'cannot read the base: ' 'is no folder of that name'
status 0 'it can be replaced' "$BACKPORT" tree add torn linux
same_tree torn 'by what it was'
: >"$linux/refs/bases/torn"
status 0 'and removed' "$BACKPORT" tree rm torn
holds 'whole' test ! -e "$linux/refs/bases/torn"
status 128 'then' "$BACKPORT" tree rm torn
matches "$said" "no base 'torn'" 'there is none'
rm -r torn

# Odd members
mkdir -p odd/top
echo x >odd/top/f
ln odd/top/f odd/top/g
tar -C odd -cf hard.tar top/f top/g
status 0 'hard links are resolved' "$BACKPORT" tree add hard hard.tar
is "$(git --git-dir="$linux" cat-file -p refs/bases/hard:g)" x 'to the content'
tar --delete -f hard.tar top/f
status 128 'a hard link to nothing is refused' "$BACKPORT" tree add hard hard.tar
matches "$said" "^backport: hard.tar: member 'top/f' is missing, which a hard link names; not a kernel tarball\\?\$" 'and named, in one line'
mkfifo odd/top/pipe
tar -C odd -cf fifo.tar top
status 128 'a fifo is refused' "$BACKPORT" tree add fifo fifo.tar
matches "$said" "fifo.tar: member 'top/pipe' is neither a file" 'and named'
status 128 'a fifo in a folder is refused' "$BACKPORT" tree add fifo odd/top
matches "$said" 'odd/top/pipe: neither' 'and named'
tar -C odd -P --transform 's,^top/f,../f,' -cf up.tar top/f
status 128 'a member that leaves the tree is refused' "$BACKPORT" tree add up up.tar
matches "$said" "member '../f' leaves the tree" 'and named'
tar -P -cf abs.tar "$tmp/k/odd/top/f"
status 128 'an absolute member is refused' "$BACKPORT" tree add abs abs.tar
dd if=/dev/urandom of=big bs=1k count=600 2>/dev/null
tar -cf big.tar big
head -c 300000 big.tar >short.tar
status 128 'a torn tarball is refused' "$BACKPORT" tree add short short.tar
matches "$said" 'short.tar: ' 'and named'
tar -C odd --format=ustar -cf two.tar top/f top/f
head -c 1024 two.tar >cut.tar
status 128 'a tarball that is cut between two members is refused' "$BACKPORT" tree add short cut.tar
matches "$said" 'cut.tar: the tarball ends without the mark that ends one: it is cut off' 'as some are missing'
# What a packer notes at the end: the contents are right, and the note is not
tar -C odd --format=ustar -b 2000 -cf long.tar top/f
for z in gz bz2 xz zst; do
	tar -C odd --format=ustar -b 2000 -acf "wrong.tar.$z" top/f
	case $z in
	gz) at=-8 ;;
	bz2) at=-5 ;;
	xz) at=-40 ;;
	zst)
		zstd -q --check -fo wrong.tar.zst long.tar
		at=-4
		;;
	esac
	size=$(stat -c %s "wrong.tar.$z")
	head -c "$((size + at))" "wrong.tar.$z" >torn
	tail -c "$((-at))" "wrong.tar.$z" | tr '\000-\377' '\001-\377\000' | head -c 4 >>torn
	tail -c "$((-at - 4))" "wrong.tar.$z" >>torn
	mv torn "wrong.tar.$z"
	status 128 "a .tar.$z that is not what its packer packed is refused" "$BACKPORT" tree add short "wrong.tar.$z"
	matches "$said" "wrong.tar.$z: cannot read this tarball: " 'and named'
done
head -c -20 long.tar | gzip -c | head -c -9 >wrong.tar.gz
status 128 'one that is cut off, too' "$BACKPORT" tree add short wrong.tar.gz
status 128 'what is no tarball is refused' "$BACKPORT" tree add no linux/Makefile
tar -cf empty.tar --files-from /dev/null
status 128 'an empty tarball is refused' "$BACKPORT" tree add empty empty.tar
mkdir lib
echo no >lib/libarchive.so.13
status 128 'a tarball without libarchive' env LD_LIBRARY_PATH="$PWD/lib" "$BACKPORT" tree add short big.tar
matches "$said" '^backport: cannot load libarchive: .*libarchive\.so\.13.*; is it installed\?$' 'is refused, and it is said what is missing'
status 0 'all else does without' env LD_LIBRARY_PATH="$PWD/lib" "$BACKPORT" tree list
is "$(git --git-dir="$linux" for-each-ref refs/bases/up refs/bases/short refs/bases/no refs/bases/fifo)" '' \
	'nothing of a refused one is there'
mkdir -p utf/top
touch "utf/top/$(printf 'gr\303\274n')"
tar -C utf --format=pax -cf utf.tar top
status 0 'names beyond ASCII in the C locale' env LC_ALL=C "$BACKPORT" tree add utf utf.tar

# Repositories that newer gits make
for extension in preciousObjects worktreeConfig relativeWorktrees; do
	rm -rf newer
	cp -R linux newer
	git -C newer config core.repositoryFormatVersion 1
	git -C newer config extensions.$extension true
	status 0 "a repository with extensions.$extension" "$BACKPORT" tree add newer newer --rev HEAD
done
printf '[extensions]\n\tother = true\n' >>newer/.git/config
status 128 'one with an extension that nobody knows' "$BACKPORT" tree add newer newer --rev HEAD
git init -q more
echo 'a file that the cache lacks' >more/file
git -C more add file
git -C more -c user.name=t -c user.email=t@localhost commit -qm more
git -C more config uploadpack.allowFilter true
git clone -q --bare --filter=blob:none "file://$PWD/more" partial
git -C partial config remote.origin.url "file://$tmp/nowhere"
git -C partial config core.repositoryFormatVersion 1
git -C partial config extensions.partialClone origin
status 128 'a partial clone' "$BACKPORT" tree add partial partial --rev HEAD
matches "$said" "unable to read [0-9a-f]*; if this is a partial clone, run 'git fetch --refetch --no-filter' in it" 'is said to lack an object, with what to do'
status 128 'a partial clone as a base' "$BACKPORT" tree checkout "$PWD/partial@HEAD" partial.out
matches "$said" "run 'git fetch --refetch --no-filter' in it" 'says the same'

# Bad input
status 128 'a missing source' "$BACKPORT" tree add x nowhere
matches "$said" 'nowhere: no such' 'is said'
status 128 'a missing revision' "$BACKPORT" tree add x linux --rev nope
matches "$said" "no revision 'nope'" 'is said'
status 128 '--rev of a folder without git' "$BACKPORT" tree add x odd --rev HEAD
status 128 '--rev of a tarball' "$BACKPORT" tree add x k.tar --rev HEAD
for bad in a/b .hidden -x 'a b' a..b x.lock ''; do
	status 128 "the name '$bad' is refused" "$BACKPORT" tree add -- "$bad" linux
done
status 129 'no arguments' "$BACKPORT" tree
status 129 'an unknown word' "$BACKPORT" tree frob
status 129 'add without SOURCE' "$BACKPORT" tree add x
status 128 'no place for the cache' env -u HOME -u XDG_CACHE_HOME -u BACKPORT_CACHE "$BACKPORT" tree list
# shellcheck disable=SC2016 # no commands
for bad in "a'b" 'a`id`' 'a$(id)' 'a;id'; do
	status 128 "a cache called $bad" env BACKPORT_CACHE="$tmp/$bad" "$BACKPORT" tree list
	matches "$said" 'a shell would obey' 'is refused'
done
status 128 'a cache that cannot be made' env BACKPORT_CACHE=/dev/null/x "$BACKPORT" tree list

# get
cat >c.conf <<END
[fix "f"]
	upstream = 0000000000000000000000000000000000000000
	patch = p
	check = c
[target "t"]
	arch = powerpc
	image = vmlinux
[branch "b1"]
	base = git
	fix = f
	target = t
[branch "b2"]
	base = other
	remote = v9.9
	fix = f
	target = t
[remote]
	url = file://$tmp/k/linux
END
status 0 'get what is there' "$BACKPORT" --conf c.conf tree get b1
matches "$said" '^git .* files ' 'shows it'
status 0 'the same with -q' "$BACKPORT" -q --conf c.conf tree get b1
is "$said" '' 'says nothing'
status 125 'get what cannot be had' "$BACKPORT" --conf c.conf tree get b2
matches "$said" 'backport tree add b2 SOURCE --rev v9.9' 'says the command that provides it'
git -C linux tag v9.9
status 0 'get all' "$BACKPORT" --conf c.conf tree get
same_tree b2 'a tag is fetched'
is "$(git --git-dir="$linux" rev-list --count refs/bases/b2)" 1 'without its history'
status 0 'the cache is whole after a fetch' git --git-dir="$linux" fsck --connectivity-only
# A check fetches nothing, and says what it lacks.
mkdir -p series
: >series/b2
"$BACKPORT" -q tree rm b2
status 125 'a check without the base' "$BACKPORT" --conf c.conf apply b2 --check
matches "$said" "branch b2 has no base here, and a check fetches nothing; 'backport tree get b2'" 'says how to get it'
status 125 'and does not get it' "$BACKPORT" --conf c.conf apply b2 --check
status 0 'an apply does' "$BACKPORT" --conf c.conf apply b2
matches "$said" '^backport: b2: fetching v9.9 from file://' 'and says so'

# Several remotes; a tag, a branch or a commit of each
remotes() { # VALUE...
	sed '/^\[branch "b1"/,/^\[branch "b2"/{ /^\[branch "b2"/!d; }; /remote = /d; /^\[remote/,$d' c.conf >m.conf
	for value; do
		printf '\tremote = %s\n' "$value" >>m.conf
	done
	printf '[remote]\n\turl = %s\n[remote "other"]\n\turl = %s\n' "file://$tmp/nowhere" "file://$tmp/k/linux" >>m.conf
}
git -C linux branch stable v9.9
git -C linux tag stable.tag v9.9
for value in v9.9 stable "$(git -C linux rev-parse v9.9)"; do
	"$BACKPORT" -q tree rm b2
	remotes v9.9 "other $value"
	status 0 "the second remote has $value" "$BACKPORT" --conf m.conf tree get b2
	same_tree b2 'which is the base'
done
git -C linux tag both "$commit"
git -C linux branch both v9.9
"$BACKPORT" -q tree rm b2
remotes 'other both'
status 0 'a tag and a branch of one name' "$BACKPORT" --conf m.conf tree get b2
is "$(git --git-dir="$linux" rev-parse refs/bases/b2)" "$(git -C linux rev-parse refs/tags/both)" 'are the tag'
"$BACKPORT" -q tree rm b2
remotes v9.9 'other v8.8' "other 1111111111111111111111111111111111111111"
status 125 'no remote has it' "$BACKPORT" --conf m.conf tree get b2
matches "$said" "file://$tmp/nowhere: git failed: fatal: .*nowhere. does not appear to be a git repository; .*k/linux: it has no tag or branch v8.8; .*1111.*provide it: backport tree add b2 SOURCE --rev v9.9" 'says of each why'
remotes 'third v9.9'
status 128 'a remote that has no section' "$BACKPORT" --conf m.conf tree get b2
matches "$said" "branch.b2.remote is 'third v9.9', but there is no \\[remote \"third\"\\] with an url" 'is said'
for bad in '-v9' 'other -v9' 'other v9 v8' 'other a:b'; do
	remotes "$bad"
	status 128 "the remote '$bad' is refused" "$BACKPORT" --conf m.conf tree get b2
	matches "$said" "branch.b2.remote is '$bad', wanted a tag, a branch or a commit's id" 'and named'
done
"$BACKPORT" --conf c.conf tree get b2 >/dev/null 2>&1

# The release that the tree's Makefile says
kernel() { # VERSION PATCHLEVEL SUBLEVEL
	mkdir -p "kernel-$1.$2.$3"
	printf 'VERSION = %s\nPATCHLEVEL = %s\nSUBLEVEL = %s\nEXTRAVERSION =\n' "$1" "$2" "$3" >"kernel-$1.$2.$3/Makefile"
}
called() { # BRANCH BASE
	sed "s/b1/$1/; s/base = git/base = $2/" c.conf >"$1.conf"
}
kernel 6 12 117
kernel 6 12 300
called v6.12 v6.12
status 0 'a tree by a release of its line' "$BACKPORT" tree add v6.12 kernel-6.12.117
status 0 'is the base of that line' "$BACKPORT" --conf v6.12.conf tree get v6.12
matches "$(cat out/v6.12/tree.json)" '"base": "v6.12.117"' 'and called by the release that it is'
mkdir -p series
: >series/v6.12
matches "$("$BACKPORT" --conf v6.12.conf status v6.12)" '^v6.12 +v6.12.117 ' 'by status, too'
called v6.12 v6.12.300
status 128 'a base that is another release' "$BACKPORT" --conf v6.12.conf tree get v6.12
matches "$said" 'the base of branch v6.12 is v6.12.117 by its Makefile, but backport.conf calls it v6.12.300; correct .*tree add v6.12 SOURCE --rev v6.12.300' 'is refused, with what to do'
matches "$(cat out/v6.12/tree.json)" '"outcome": "ERROR"' 'and leaves an error'
status 0 'its apply stage' env BACKPORT_JOB=1 "$BACKPORT" --conf v6.12.conf apply v6.12 --stage
matches "$(cat out/v6.12/apply.json)" '"outcome": "ERROR"' 'too'
matches "$("$BACKPORT" --conf v6.12.conf status v6.12 || :)" '^v6.12 +v6.12.117 +- +unknown' 'status does not judge it'
git -c init.defaultBranch=m init -q kernel-6.12.300
git -C kernel-6.12.300 add -A
git -C kernel-6.12.300 -c user.name=t -c user.email=t@localhost commit -qm one
git -C kernel-6.12.300 tag v6.12.300
sed "s,\(base = v6.12.300\),\1\n\tremote = v6.12.300,; s,file://.*,file://$tmp/k/kernel-6.12.300," v6.12.conf >r.conf
status 0 'a source that has the right one' "$BACKPORT" --conf r.conf tree get v6.12
matches "$(cat out/v6.12/tree.json)" '"base": "v6.12.300"' 'replaces it'
git -C kernel-6.12.300 tag v6.12.301
sed 's,v6.12.300,v6.12.301,' r.conf >w.conf
status 128 'a tag that is on another release' "$BACKPORT" --conf w.conf tree get v6.12
matches "$said" 'v6.12.301 is v6.12.300 by its Makefile, but backport.conf calls the base of branch v6.12 v6.12.301' 'is refused'
is "$(git --git-dir="$linux" rev-parse refs/bases/v6.12)" "$(git -C kernel-6.12.300 rev-parse HEAD)" 'and not kept'
status 128 'a name that is another release' "$BACKPORT" tree add v6.12.118 kernel-6.12.117
matches "$said" "'v6.12.118' cannot name this tree: by its Makefile it is v6.12.117" 'is refused'

# Asking the sources again
git -C kernel-6.12.300 branch line
sed 's,base = v6.12.300,base = v6.12,; s,remote = v6.12.300,remote = line,' r.conf >u.conf
status 0 'what did not move' "$BACKPORT" --conf u.conf tree get --update v6.12
matches "$said" '^v6.12: still v6.12.300 [0-9a-f]{12}$' 'is still the same'
old=$(git -C kernel-6.12.300 rev-parse HEAD)
sed -i 's/300/301/' kernel-6.12.300/Makefile
git -C kernel-6.12.300 checkout -q line
git -C kernel-6.12.300 -c user.name=t -c user.email=t@localhost commit -qam two
git -C kernel-6.12.300 -c user.name=t -c user.email=t@localhost commit -qm three --allow-empty
new=$(git -C kernel-6.12.300 rev-parse HEAD)
status 0 'a plain get' "$BACKPORT" --conf u.conf tree get v6.12
is "$(git --git-dir="$linux" rev-parse refs/bases/v6.12)" "$old" 'moves nothing'
exec 8>out/v6.12/.build.before.lock
flock 8
status 128 'an update while a stage runs' "$BACKPORT" --conf u.conf tree get --update v6.12
matches "$said" 'a stage of branch v6.12 is running, and its base stays as it is' 'is refused'
exec 8>&-
is "$(git --git-dir="$linux" rev-parse refs/bases/v6.12)" "$old" 'and moves nothing'
status 0 'an update' "$BACKPORT" --conf u.conf tree get --update v6.12
matches "$said" "^v6.12: v6.12.300 $(printf %.12s "$old") -> v6.12.301 $(printf %.12s "$new"), 2 commits; its results are of the old one: run the matrix again\$" 'says what moved, and under which results'
is "$(git --git-dir="$linux" rev-parse refs/bases/v6.12)" "$new" 'to what is there now'
said=$("$BACKPORT" --json --conf u.conf tree get --update v6.12 2>/dev/null)
matches "$said" '"moved":false' 'once'
by_schema tree 'as its schema says'
cp out/v6.12/tree.json "$tmp/tree.json"
sed "s,url = .*,url = file://$tmp/gone," u.conf >w.conf
status 125 'an update from a source that is gone' "$BACKPORT" --conf w.conf tree get --update v6.12
matches "$said" "branch v6.12 keeps the base that it has, as no source gave one .file://$tmp/gone: git failed: fatal: .*gone. does not appear to be a git repository.; try again, or correct its remote in backport.conf" 'is said'
is "$(git --git-dir="$linux" rev-parse refs/bases/v6.12)" "$new" 'and changes nothing'
holds 'not the result either' cmp out/v6.12/tree.json "$tmp/tree.json"
sed 's,base = v6.12$,base = v6.12.300,' u.conf >w.conf
status 128 'an update to another release than the configured one' "$BACKPORT" --conf w.conf tree get --update v6.12
matches "$said" 'line is v6.12.301 by its Makefile, but backport.conf calls' 'is refused'
status 125 'an update without a source' "$BACKPORT" --conf c.conf tree get --update b1
matches "$said" "branch b1 has neither debian nor remote to ask again; 'backport tree add b1 SOURCE'" 'says what to do'
"$BACKPORT" tree add v6.12 kernel-6.12.300 --rev v6.12.300 >/dev/null

status 0 'a job whose cache cannot be made' env BACKPORT_JOB=1 BACKPORT_CACHE=/dev/null/x "$BACKPORT" --conf c.conf tree get b1
matches "$(cat out/b1/tree.json)" '"outcome": *"ERROR"' 'leaves its result'
matches "$(cat out/b1/tree.json)" 'set BACKPORT_CACHE to a folder that can be written' 'with the sentence'
status 128 'get an unknown branch' "$BACKPORT" --conf c.conf tree get b3
matches "$said" 'it has: b1, b2' 'lists the known ones'

# A cache that another user owns: as root, too, whoever may write everywhere
mkdir -p "$tmp/theirs"
BACKPORT_CACHE=$tmp/theirs "$BACKPORT" tree list
chmod -R a-w "$tmp/theirs"
set -- env BACKPORT_CACHE="$tmp/theirs" "$BACKPORT" tree add x linux
[ "$(id -u)" != 0 ] || set -- setpriv --bounding-set=-dac_override,-dac_read_search "$@"
if [ "$(id -u)" != 0 ] || setpriv --bounding-set=-dac_override,-dac_read_search true 2>/dev/null; then
	status 128 'a cache that cannot be written' "$@"
	is "$said" "backport: $tmp/theirs/linux.git/import.lock: cannot open: Permission denied; set BACKPORT_CACHE to a folder that can be written" 'says what to do'
else
	skip 'a cache that cannot be written: no setpriv'
fi
chmod -R u+w "$tmp/theirs"

is "$(ls "$linux")" "$(printf 'HEAD\nbases\nconfig\ndescription\nhooks\nimport.lock\ninfo\nobjects\nrefs\nshallow')" \
	'nothing but the cache is left'
done_testing
