#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What apply writes: nothing with --check, objects, commits as git am's, a
# checkout; and all or nothing, also when it is killed.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@localhost
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@localhost
export GIT_COMMITTER_DATE='@1600000000 +0100'
cd "$tmp"

# A tree of a few folders, and twelve commits on it as mail.
git -c init.defaultBranch=main init -q k
mkdir -p k/drivers/net k/include/linux k/fs
seq 1 400 | sed 's/.*/static int net_&(void);/' >k/drivers/net/a.c
seq 1 300 | sed 's/.*/int b_&;/' >k/drivers/net/b.c
seq 1 200 | sed 's/.*/#define H_& &/' >k/include/linux/h.h
echo root >k/Makefile
ln -s ../Makefile k/fs/link
git -C k add -A
git -C k commit -qm base
git -C k tag base
i=1
while [ $i -le 12 ]; do
	sed -i "$((i * 20))s/\$/ \/* $i *\//" k/drivers/net/a.c k/include/linux/h.h
	echo "new $i" >"k/fs/new$i.c"
	case $i in
	4) chmod 755 k/drivers/net/b.c ;;
	6) git -C k mv drivers/net/b.c fs/b.c ;;
	8) git -C k rm -q fs/new2.c ;;
	9) mkdir k/fs/new3.d && git -C k mv fs/new3.c fs/new3.d/x.c ;;
	10) ln -s new4.c k/fs/link4 ;;
	esac
	git -C k add -A
	GIT_AUTHOR_DATE="@$((1500000000 + i)) +0230" GIT_AUTHOR_NAME="Jörg $i" \
		git -C k commit -qm "change $i: a subject

The body of $i.

Signed-off-by: Jörg $i <j@localhost>"
	i=$((i + 1))
done
git -C k format-patch -q -o "$tmp/patches" -M base
(cd patches && ls) >series
want=$(git -C k rev-parse 'HEAD^{tree}')
git clone -q --bare k r.git
git -C r.git update-ref refs/heads/main base
git -C r.git gc -q --prune=now

run() {
	"$BACKPORT" apply --base "$tmp/r.git@base" --series series \
		--patches patches "$@"
}
everything() {
	find r.git ! -path r.git -printf '%P %s %T@\n' | sort
}

# --check
everything >before
status 0 '--check says how it goes' run --check
matches "$said" "^tree $want\$" '--check gives the tree id that git gives'
everything >after
status 0 '--check writes nothing' cmp before after
holds 'and makes no cache for a base that is elsewhere' test ! -e cache

# Blobs and folders
status 0 'the default stores' run
status 0 'the tree is whole' git -C r.git ls-tree -r "$want"
is "$(git -C r.git fsck --full --no-dangling 2>&1)" '' 'git finds the repository sound'
packs=$(find r.git/objects/pack -name '*.pack' | wc -l)
run >/dev/null
is "$(find r.git/objects/pack -name '*.pack' | wc -l)" "$packs" 'what is there is not written again'
is "$(git -C r.git for-each-ref | wc -l)" 2 'and no ref is moved'

# Commits
git clone -q k am
git -C am checkout -q -b am base
git -C am am -q "$tmp"/patches/*.patch
status 0 '--commit writes commits' run --commit carried
is "$(git -C r.git rev-parse carried)" "$(git -C am rev-parse am)" 'the very commits of git am'
is "$(git -C r.git fsck --full --no-dangling 2>&1)" '' 'git finds the repository sound'
status 0 'the same again' run --commit carried
is "$(git -C r.git rev-parse carried)" "$(git -C am rev-parse am)" 'gives the same commits'
{
	printf 'From: A Author <a@localhost>\nDate: Fri, 14 Jul 2017 04:40:01 +0200\n\nNothing but text.\n\nOf two parts.\n---\n'
	sed -n '/^diff /,$p' patches/0001-*
} >subjectless
mkdir few
cp subjectless few/
echo subjectless >few.series
git -C am checkout -q -b few base
git -C am am -q "$tmp/subjectless"
status 0 'a mail without a subject' "$BACKPORT" apply --base "$tmp/r.git@base" \
	--series few.series --patches few --commit few
is "$(git -C r.git rev-parse few)" "$(git -C am rev-parse few)" 'is taken by its text, as git am does'
git -C am checkout -q am
git -C r.git branch -qD few
cat patches/0001-* patches/0002-* >few/two.mbox
echo two.mbox >few.series
status 0 'a file of two mails' "$BACKPORT" apply --base "$tmp/r.git@base" \
	--series few.series --patches few --commit few
is "$(git -C r.git rev-parse few)" "$(git -C am rev-parse "$(git -C am rev-list --reverse base..am | sed -n 2p)")" \
	'makes the commits that git am makes of it'
git -C r.git branch -qD few
status 0 'the file alone, without a series' "$BACKPORT" apply --base "$tmp/r.git@base" few/two.mbox --commit few
is "$(git -C r.git rev-parse few)" "$(git -C am rev-parse "$(git -C am rev-list --reverse base..am | sed -n 2p)")" \
	'makes them, too'
git -C r.git branch -qD few

# A cover letter, a file that the first mail makes and the second changes, and changes it wrongly
git -C am checkout -q -b new base
seq 1 9 >am/new-file
git -C am add new-file
git -C am commit -qm 'A new file'
sed -i 's/5/five/' am/new-file
git -C am commit -qam 'The new file, changed'
git -C am format-patch -q --cover-letter --stdout base >few/two.mbox
status 0 'a mailbox whose second mail changes what the first makes' "$BACKPORT" apply \
	--base "$tmp/r.git@base" --series few.series --patches few --commit few
is "$(git -C r.git log --format=%s%n%T base..few)" "$(git -C am log --format=%s%n%T base..new)" 'is a commit per mail, but for the cover letter'
git -C r.git branch -qD few
status 1 'one whose second mail does not apply' sh -c "sed -i 's/^-5/-6/' few/two.mbox; exec \"\$BACKPORT\" apply \
	--base \"$tmp/r.git@base\" --series few.series --patches few --check"
matches "$said" "few/two.mbox:$(grep -n '^@@' few/two.mbox | sed -n '2s/:.*//p')" 'is refused at its line of the file'
awk '/^Subject: .*2\/2/ { cut = 1 } /^diff/ && cut { exit } { print }' few/two.mbox >cut.mbox
status 128 'one whose second mail lost its diff' "$BACKPORT" apply --base "$tmp/r.git@base" cut.mbox --check
matches "$said" "cut.mbox:[0-9]*: patch 2 of 2, '.*', holds no diff" 'is refused'
status 128 'by port, too' "$BACKPORT" port cut.mbox --base "$tmp/r.git@base" --dry-run
matches "$said" "cut.mbox: patch 2 of 2, '.*', holds no diff" 'and said there'
printf 'two.mbox -R\n' >few.series
sed -i 's/^-6/-5/' few/two.mbox
git -C am push -q "$tmp/r.git" new
status 0 'a mailbox taken out again' "$BACKPORT" apply --base "$tmp/r.git@new" --series few.series --patches few --check
matches "$said" "^tree $(git -C r.git rev-parse 'base^{tree}')\$" 'from its last mail on'
git -C am checkout -q am
status 0 'a branch of a repository that has no commit for it' \
	"$BACKPORT" apply --base "$tmp/r.git@base^{tree}" --series series --patches patches --commit bare
is "$(git -C r.git rev-list --count bare)" 13 'gets one for the tree'
GIT_COMMITTER_DATE='@1 +0000' run --commit second >/dev/null
is "$(git -C r.git log -1 --format=%ct second)" 1 'a date of few digits is one, behind @'
status 128 'a bad ref is refused' run --commit 'a..b'
matches "$said" "'a..b' is no name for a ref" 'naming it'
status 128 'a branch that is checked out is refused' \
	"$BACKPORT" apply --base "$tmp/k@base" --series series --patches patches --commit main
matches "$said" 'is checked out' 'saying so'
git -C k worktree list >/dev/null
status 128 'without a committer, nothing' env -u GIT_COMMITTER_NAME -u GIT_COMMITTER_EMAIL \
	HOME="$tmp" "$BACKPORT" apply --base "$tmp/r.git@base" --series series --patches patches --commit nobody
matches "$said" 'set user.name and user.email' 'saying what to set'

# The committer wherever git takes it from
printf '[user]\n\tname = G\n\temail = g@localhost\n' >global
for from in "GIT_CONFIG_GLOBAL=$tmp/global:G" \
	'GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=user.NAME GIT_CONFIG_VALUE_0=N GIT_CONFIG_KEY_1=user.email GIT_CONFIG_VALUE_1=n@localhost:N' \
	'GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=committer.name GIT_CONFIG_VALUE_0=C GIT_CONFIG_GLOBAL=global:C'; do
	# shellcheck disable=SC2086 # the words of $from
	status 0 "a committer by $from" env -u GIT_COMMITTER_NAME -u GIT_COMMITTER_EMAIL HOME="$tmp" ${from%:*} \
		"$BACKPORT" apply --base "$tmp/r.git@base" --series series --patches patches --commit configured
	is "$(git -C r.git log -1 --format=%cn configured)" "${from##*:}" 'is taken'
done
git -C r.git branch -qD configured

# Checkout
status 0 '--checkout makes a folder' run --checkout out
git -C k archive HEAD | (mkdir want && tar -x -C want)
status 0 'that holds the tree' diff -r --no-dereference want out
touch -d '2001-01-01' -h out/Makefile out/drivers/net/a.c
run --checkout out >/dev/null
stamp=$(stat -c %Y out/Makefile)
head -3 series >short
status 0 'another tree into the same folder' "$BACKPORT" apply --base "$tmp/r.git@base" \
	--series short --patches patches --checkout out
is "$(stat -c %Y out/Makefile)" "$stamp" 'leaves the times of files that stay'

# Reversed
git -C r.git update-ref refs/heads/tip "$(git -C am rev-parse am)"
status 0 '-R takes the series out' "$BACKPORT" apply -R --base "$tmp/r.git@tip" \
	--series series --patches patches
matches "$said" "^tree $(git -C k rev-parse 'base^{tree}')\$" 'and gives the base'

# Base series
head -5 series >patches/series.below
tail -7 series >own
status 0 'a series on top of another' "$BACKPORT" apply --base "$tmp/r.git@base" \
	--base-series patches/series.below --series own --patches patches
matches "$said" "^tree $want\$" 'gives the same tree'
matches "$said" 'on top of 5 patches' 'and says on top of what'

# Refused
cp -R patches bad
sed -i 's/^-static int net_160/-static int other_160/' bad/0008-*.patch
git -C r.git update-ref refs/heads/carried base
everything >before
cp -a out out.before
for how in '' '--commit carried' '--checkout out' '--commit carried --checkout out'; do
	# shellcheck disable=SC2086 # words are wanted
	status 1 "a refused patch is exit status 1 ($how)" "$BACKPORT" apply \
		--base "$tmp/r.git@base" --series series --patches bad $how
	everything | sed '/^objects\/pack [0-9]/d' >after
	sed '/^objects\/pack [0-9]/d' before | cmp -s - after
	ok $? 'and nothing is written'
done
matches "$said" '^refused +0008' 'the patch is named'
matches "$said" 'nearest is line' 'the nearest place is shown'
matches "$said" '1 refused, 7 applied, 0 merged, 4 not tried: nothing written' 'and the sum'
status 0 'the folder is as it was' diff -r --no-dereference out.before out
status 1 '--keep-going still says so' "$BACKPORT" apply --base "$tmp/r.git@base" \
	--series series --patches bad --keep-going --commit kept
is "$(git -C r.git rev-list --count base..kept)" "$(printf '%s\n' "$said" | grep -c ^applied)" \
	'but commits what applies'

# Sentences
status 128 'a missing series' run --series nothere
matches "$said" 'nothere: no such series' 'is said'
echo 0099-no.patch >missing
status 128 'a missing patch' run --series missing
matches "$said" "^backport: missing:1: .*0099-no.patch" 'is said, with the line'
status 128 'an unknown base' "$BACKPORT" apply --base nope --series series
matches "$said" "no tree 'nope'" 'is said'
status 129 'no arguments are a usage error' "$BACKPORT" apply
status 129 'so is --check with --commit' run --check --commit x
status 129 'so is an unknown likeness' run --like=svn
status 129 'so is a fuzz that is no number' run --fuzz x

# JSON
run --check --json >json
is "$(wc -l <json)" 13 'one line per patch and one for the tree'
matches "$(tail -1 json)" "\"tree\":\"$want\"" 'which is the last'
matches "$(head -1 json)" '"outcome":"applied","hunks":\[\{"file":"drivers/net/a.c","line":[0-9]+,"placed":"exact","wanted":17,"found":17,"offset":0,"fuzz":0,"function_wanted":"[^"]*","function_found":"[^"]*","places":1' 'with all fields of each hunk'

# Killed at any moment
git -C r.git update-ref -d refs/heads/carried
whole=$(git -C am rev-parse am)
killed=0
git clone -q --bare --single-branch -b main r.git x.git
git -C x.git gc -q --prune=now
n=0 bad=0 moved=0
while [ $n -lt 60 ]; do
	rm -rf y.git
	cp -R x.git y.git
	"$BACKPORT" apply --base "$tmp/y.git@main" --series series \
		--patches patches --commit carried >/dev/null 2>&1 &
	pid=$!
	sleep "0.0$(printf '%02d' $((n % 30)))"
	kill -9 $pid 2>/dev/null && killed=$((killed + 1))
	wait $pid 2>/dev/null || :
	if git -C y.git rev-parse -q --verify refs/heads/carried >got; then
		moved=$((moved + 1))
		[ "$(cat got)" = "$whole" ] || bad=$((bad + 1))
	fi
	git -C y.git fsck --full --no-dangling >/dev/null 2>&1 || bad=$((bad + 1))
	n=$((n + 1))
done
is "$bad" 0 "killed $killed times of 60, the branch moved $moved times, whole or not at all"
done_testing
