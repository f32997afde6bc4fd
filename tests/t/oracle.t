#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The established tools as oracles: --like=quilt gives quilt's tree, strict
# placing gives git apply's wherever git applies, --commit gives git am's commits.
# On a generated tree, and on Debian's linux source package when it is in the cache
# (tests/debian-linux.sh brings it).
set -eu
. "$(dirname "$0")/../tap.sh"

debian=$("$TOP/tests/debian-linux.sh" --cached 2>"$tmp/why") || debian=
export BACKPORT_CACHE="$tmp/cache"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@localhost
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@localhost
export GIT_COMMITTER_DATE='@1600000000 +0100'
cd "$tmp"

names() {
	sed 's/[ \t]#.*//; /^#/d; s/^[ \t]*//; s/[ \t].*//; /^$/d' "$1"
}
# ours WHAT ARGUMENTS...: the tree's id
ours() {
	"$BACKPORT" apply --base "$tmp/k@base" --patches "$patches" "$@" >said || :
	sed -n 's/^tree //p' said
}

like_quilt() {
	if ! command -v quilt >/dev/null; then
		skip 'no quilt here'
		return
	fi
	git -C k checkout -q base
	(cd k && QUILT_SERIES=$series QUILT_PATCHES=$patches QUILT_PATCH_OPTS='' \
		quilt --quiltrc /dev/null push -a -q >../quilt.log 2>&1)
	ok $? "$1: quilt push -a"
	rm -rf k/.pc
	git -C k add -A -f
	is "$(ours --series "$series" --like=quilt --check)" "$(git -C k write-tree)" \
		"$1: --like=quilt gives quilt's tree"
	git -C k reset -q --hard base
}

# git_takes: git's index, with the patches that are named on stdin, in their order; those that it takes
git_takes() {
	while read -r p; do
		git -C k apply --cached "$patches/$p" 2>/dev/null && echo "$p"
	done || :
}

like_git_apply() {
	git -C k checkout -q base
	names "$series" | git_takes >by_git
	git -C k reset -q base
	# Git puts a hunk that fits in two places wherever it looks first: those are refused, and nothing else.
	ours --series by_git --check --keep-going >/dev/null
	sed -n 's/^applied *//p' said >taken
	grep -A1 '^refused' said | grep -v '^refused\|^--' | grep -v 'fits equally well at\|fits only at line' >other || :
	is "$(cat other)" '' "$1: strict placing takes what git apply takes, $(grep -c '^refused' said) ambiguous patches apart"
	# All at once when git takes all of them; each by itself else, which shows those that it does not.
	sed "s,^,$patches/," taken | tr '\n' '\0' | xargs -r -0 -x git -C k apply --cached 2>not_by_git || git_takes <taken >/dev/null
	is "$(ours --series taken --check)" "$(git -C k write-tree)" \
		"$1: and gives its tree ($(wc -l <taken) of $(names "$series" | wc -l) patches)"
	git -C k reset -q base
}

# by_am WHAT LIST FORMAT: git am's commits of the mails in LIST, as far as it takes them, and ours; --keep-non-patch: of the
# tags in subjects, only those with PATCH in them go, as with us
by_am() {
	git -C k checkout -q -B am base
	: >skipped
	sed "s,^,$patches/," "$2" | tr '\n' '\0' | xargs -r -0 -x git -C k am -q --keep-non-patch >/dev/null 2>&1 || :
	while [ -d k/.git/rebase-apply ]; do
		echo "$(cat k/.git/rebase-apply/next)d" >>skipped
		git -C k am -q --skip >/dev/null 2>&1 || :
	done
	sed -f skipped "$2" >mailed
	ours --series mailed --commit refs/test/am >/dev/null
	is "$(git -C k log --format="$3" base..refs/test/am | git hash-object --stdin)" \
		"$(git -C k log --format="$3" base..am | git hash-object --stdin)" "$1 ($(wc -l <mailed) mails)"
}

like_git_am() {
	: >dated
	: >dateless
	while read -r p; do
		if ! grep -aqs '^From: ' "$patches/$p"; then
			continue
		elif grep -aqs '^Date: ' "$patches/$p"; then
			echo "$p" >>dated
		else
			echo "$p" >>dateless
		fi
	done <taken
	by_am "$1: --commit gives git am's trees, authors and messages" dated '%T %an %ae %ad %s%n%b'
	is "$(git -C k rev-parse refs/test/am)" "$(git -C k rev-parse am)" "$1: its very commits"
	# A mail without a date gets the time of day from git, the committer's date from us.
	by_am "$1: and, the date left out, of mails without one" dateless '%T %an %ae %s%n%b'
	git -C k checkout -q base
}

# Generated: the base has moved under the patches, and here and there their context changed.
cc -O2 -o synth "$TOP/tests/bench/synth.c"
git -c init.defaultBranch=none init -q k
./synth 1200 300 "$tmp/synthetic" | git -C k fast-import --quiet
git -C k checkout -q base
series=$tmp/synthetic/series patches=$tmp/synthetic/patches
# every_third N: of the files, the third, from the N-th
every_third() {
	printf '%s\0' k/dir*/sub*/file[0-9].c k/dir*/sub*/file[0-9][05].c k/dir*/sub*/file[0-9][0-9]3.c |
		sed -z -n "$1~3p"
}
every_third 3 | xargs -0 sed -i '1i/* one\n * two\n */'
every_third 1 | xargs -0 sed -i '300,310d'
every_third 2 | xargs -0 sed -i '5~13s/$/ \/* moved *\//'
sed -i '/^Date: /d' "$tmp"/synthetic/patches/*[05].patch
git -C k commit -qam moved
git -C k tag -f base >/dev/null
git -C k checkout -q --detach
git -C k branch -qD base
ours --series "$series" --like=quilt --check --keep-going >/dev/null
sed -n 's/^applied *//p' said >synthetic.taken
series=$tmp/synthetic.taken
ok "$([ "$(wc -l <"$series")" -gt 200 ] && grep -q 'needs refresh' said && grep -q 'offset' said; echo $?)" \
	"generated: $(wc -l <"$series") of 300 patches, with offsets and fuzz"
like_quilt generated
series=$tmp/synthetic/series
like_git_apply generated
like_git_am generated

# Debian: only the files that the series names, since the tools look at no others.
if [ -z "$debian" ]; then
	skip "$(cat why)"
	done_testing
fi
series=$debian/patches/series patches=$debian/patches
rm -rf k
git -c init.defaultBranch=none init -q k
names "$series" | sed "s,^,$patches/," | tr '\n' '\0' | xargs -0 cat |
	sed -n 's/^--- [^/]*\/\([^\t]*\).*/\1/p; s/^+++ [^/]*\/\([^\t]*\).*/\1/p; s/^rename from //p' |
	sort -u >touched
git --git-dir="$debian/linux.git" ls-tree -r --name-only base >all
sort all | comm -12 - touched | tr '\n' '\0' >there
xargs -0 git --git-dir="$debian/linux.git" archive base -- <there | tar -x -C k
git -C k add -A -f
git -C k commit -qm base
git -C k tag base
like_quilt Debian
like_git_apply Debian
like_git_am Debian
done_testing
