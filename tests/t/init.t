#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport init and add: a project from nothing, in a small repository of kernels.
# shellcheck disable=SC2016 # for the inner shells
set -eu
. "$(dirname "$0")/../tap.sh"
export BACKPORT_CACHE="$tmp/cache" HOME="$tmp/home" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME='A U Thor' GIT_AUTHOR_EMAIL=author@example.org
export GIT_COMMITTER_NAME='A U Thor' GIT_COMMITTER_EMAIL=author@example.org
mkdir "$HOME"
cd "$tmp"

# release TAG VERSION PATCHLEVEL SUBLEVEL: a commit with a tag
release() {
	printf 'VERSION = %s\nPATCHLEVEL = %s\nSUBLEVEL = %s\nEXTRAVERSION =\n' "$2" "$3" "$4" >linux/Makefile
	git -C linux add -A
	git -C linux commit -qm "Linux $1"
	git -C linux tag "$1"
}
git -c init.defaultBranch=main init -q linux
mkdir linux/fs
printf '%s\n' 'int first(void)' '{' '	return 0;' '}' '' 'int second(void)' '{' '	return broken;' '}' >linux/fs/open.c
release v5.10 5 10 0
release v5.10.1 5 10 1
release v5.10.12 5 10 12
git -C linux tag v5.11-rc1
printf '%s\n' '/* longer */' '' | cat - linux/fs/open.c >linux/new && mv linux/new linux/fs/open.c
release v6.1.9 6 1 9
sed -i 's/broken/right/' linux/fs/open.c
git -C linux commit -qam 'fs/open: return what is right

It was broken.

Signed-off-by: A U Thor <author@example.org>'
id=$(git -C linux rev-parse HEAD)
git -C linux format-patch -1 --stdout >fix.mbox
release v6.6.2 6 6 2
printf '%s\n' 'int third(void)' '{' '	return broken;' '}' >>linux/fs/open.c
git -C linux commit -qam 'fs/open: add a third'
git -C linux tag not-a-release

status 0 'init' "$BACKPORT" init p --from linux --target arm64
is "$said" 'p: a project with 3 branches, for arm64' 'says what it found'
for f in series patches/upstream checks kconfig/common.config kconfig/arm64.config kconfig/kasan.config kconfig/lockdep.config .gitignore .gitlab-ci.yml backport.conf; do
	holds "p/$f" test -e "p/$f"
done
is "$(git config -f p/backport.conf --get-regexp 'branch.*base' | tr '\n' ' ')" \
	'branch.v5.10.base v5.10.12 branch.v6.1.base v6.1.9 branch.v6.6.base v6.6.2 ' 'the newest release of each line'
is "$(git config -f p/backport.conf remote.url)" "$tmp/linux" 'bases come from there'
sed '/\[mode/,/^$/s/^#//' p/backport.conf >p/modes.conf
status 125 'its modes, once the comment is gone' "$BACKPORT" -C p --conf modes.conf status
is "$(git config -f p/modes.conf --get-regexp 'mode.*fragment' | cut -d' ' -f2 | tr '\n' ' ')" 'kconfig/kasan.config kconfig/lockdep.config ' 'have fragments'
rm p/modes.conf
cp p/backport.conf before
status 128 'init of a project' "$BACKPORT" init p
matches "$said" '^backport: p/backport.conf: there is a project already' 'says so'
holds 'and changes nothing' cmp -s before p/backport.conf
status 128 'a repository without releases' sh -c 'git init -q empty && "$BACKPORT" init q --from empty'
holds 'leaves nothing' test ! -e q
status 128 'an unknown target' "$BACKPORT" init q --target vax
matches "$said" "no target 'vax'; there are arm64" 'names those that there are'
mkdir alone
cp "$BACKPORT" alone/backport
if [ ! -e /usr/local/share/backport ]; then
	status 128 'a program without what it shares' env -u BACKPORT_SHARE alone/backport init q --target x86_64
	matches "$said" "there is no 'targets' in " 'says so, and no other target'
fi
status 129 'no folder' "$BACKPORT" init
status 0 'without a repository' "$BACKPORT" init q
status 128 'whose branches are still to be written' "$BACKPORT" -C q status v6.12
status 125 'status of a project without a fix' "$BACKPORT" -C p status
matches "$said" 'no branch has a fix yet' 'says so'
status 128 'a branch without a fix' "$BACKPORT" -C p status v6.1
matches "$said" "branch 'v6.1' has no fix yet; 'backport add PATCH --branches v6.1'" 'says what is missing'

cd p
status 0 'add --dry-run' "$BACKPORT" add ../fix.mbox --dry-run
is "$said" 'fs-open-return-what-is-right: fs/open: return what is right' 'says the name'
holds 'and changes nothing' cmp -s ../before backport.conf
status 0 'add' "$BACKPORT" add ../fix.mbox --name right
matches "$said" '^v6\.6: has it$' 'a branch that has it is said'
is "$(git config -f backport.conf fix.right.upstream)" "$id" 'the section has the commit'
is "$(git config -f backport.conf fix.right.subject)" 'fs/open: return what is right' 'and the subject'
is "$(git config -f backport.conf --get-regexp 'branch.*fix' | tr '\n' ' ')" 'branch.v5.10.fix right branch.v6.1.fix right ' \
	'branches that need it'
is "$(cat series/v5.10 series/v6.1)" "$(printf 'right.patch\nright.patch')" 'their series'
holds 'the patch as it came' cmp -s ../fix.mbox patches/upstream/right.patch
matches "$(cat patches/v5.10/right.patch)" "^commit $id upstream\.$" 'the variant names the commit'
holds 'a check to fill in' test -s checks/right/check.c
status 0 'the project is whole' "$BACKPORT" status
status 0 'the variants apply' "$BACKPORT" apply v5.10 --check
status 128 'the same name again' "$BACKPORT" add ../fix.mbox --name right
matches "$said" "there is a fix 'right' already" 'is refused'
status 128 'the same commit again' "$BACKPORT" add ../fix.mbox
matches "$said" '\[fix "right"\] is upstream commit' 'is refused too'

status 0 'all bases out of one repository' env BACKPORT_CACHE="$tmp/cache2" "$BACKPORT" tree add --all ../linux
is "$(BACKPORT_CACHE=$tmp/cache2 "$BACKPORT" tree list | cut -d' ' -f1 | tr '\n' ' ')" 'v5.10 v6.1 ' 'are those of the branches'
status 128 'a repository that lacks one' env BACKPORT_CACHE="$tmp/cache2" "$BACKPORT" tree add --all ../empty
status 129 'with a name' "$BACKPORT" tree add --all v5.10 ../linux

sed '1s/^From [0-9a-f]*/From 0000/; s/right/fine/' ../fix.mbox >../own.patch
status 128 'a patch that names no commit' "$BACKPORT" add - --branches v5.10 <../own.patch
matches "$said" "does not say which upstream commit it is; give --upstream ID, or --upstream none" 'says what to do'
printf '%s\n' 'From: A U Thor <author@example.org>' 'Date: Tue, 21 Feb 2017 13:40:20 +1100' 'Subject: [PATCH] fs: count' \
	'' 'Ours.' '' 'Signed-off-by: A U Thor <author@example.org>' '---' '--- a/fs/open.c' '+++ b/fs/open.c' \
	'@@ -1,4 +1,4 @@' ' int first(void)' ' {' '-	return 0;' '+	return 1;' ' }' >../own.patch
status 0 'a change of our own, piped in' sh -c '"$BACKPORT" add - --branches v5.10 --upstream none --name ours <../own.patch'
is "$(cat series/v5.10)" "$(printf 'right.patch\nours.patch')" 'goes behind the other'
ok "$([ -s patches/own/ours.patch ] && [ ! -e patches/upstream/ours.patch ]; echo $?)" 'and is no upstream patch'
status 0 'check wants no commit of it' "$BACKPORT" check
status 125 'compare' "$BACKPORT" compare ours
matches "$said" "nothing to compare .* with: it is a change of one's own" 'has nothing to compare it with'
status 1 'a fix that cannot be carried' sh -c 'git -C ../linux format-patch -1 --stdout |
	sed "s/^ int second/ int other/; s/^ .return right/ 	return wrong/; s/^ int first/ int fourth/" | "$BACKPORT" add - --branches v5.10 --name third'
is "$(git config -f backport.conf --get-all branch.v5.10.fix | tr '\n' ' ')" 'right ours ' 'is no fix of the branch'
status 128 'a mail without a patch' sh -c 'printf "From: a@example.org\nSubject: hello\n\nno patch\n" | "$BACKPORT" add -'
matches "$said" 'there is no patch in it' 'is said'
status 128 'an unknown branch' "$BACKPORT" add ../fix.mbox --branches v4.4
echo 'int new;' >../linux/fs/new.c
git -C ../linux add fs/new.c
git -C ../linux commit -qsm 'fs: have a new file'
status 0 'a commit of a repository' "$BACKPORT" add ../linux@HEAD --branches v6.6 --name from-commit
is "$(cat series/v6.6)" from-commit.patch 'becomes a series'
done_testing
