#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport add: what it takes in, and what it refuses. That it carries a fix to
# branches is in init.t.
# shellcheck disable=SC2016 # for the inner shells
set -eu
. "$(dirname "$0")/../tap.sh"
export BACKPORT_CACHE="$tmp/cache" HOME="$tmp"
cd "$tmp"
: >backport.conf

# patch SUBJECT ID: a mail with a diff; ID is the upstream commit, or empty
patch() {
	printf '%s\n' 'From: A U Thor <author@example.org>' "Subject: $1" \
		'Date: Tue, 21 Feb 2017 13:40:20 +1100' 'Message-Id: <1@example.org>' \
		'MIME-Version: 1.0' 'Content-Type: text/plain; charset="utf-8"' ''
	[ -z "$2" ] || printf '%s\n' "commit $2 upstream." ''
	printf '%s\n' 'Why.' '' 'Signed-off-by: A U Thor <author@example.org>' '---' ' f | 2 +-' '' \
		'--- a/f' '+++ b/f' '@@ -1 +1 @@' '-a' '+b' '-- ' '2.39.5' ''
}

# letter SUBJECT: a mail without one
letter() {
	printf '%s\n' 'From: A U Thor <author@example.org>' "Subject: $1" '' 'All well.' ''
}

# mailbox: what is piped in, mail by mail, as b4 am writes it
mailbox() {
	sed 's/^From: /From git@z Thu Jan  1 00:00:00 1970\n&/'
}
one=1111111111111111111111111111111111111111
two=2222222222222222222222222222222222222222
three=3333333333333333333333333333333333333333

# adds WHAT NAMES WORDS...: they are taken in, in that order
adds() {
	adds_what=$1 adds_names=$2
	shift 2
	status 0 "$adds_what" "$BACKPORT" add --dry-run "$@"
	is "$(printf '%s\n' "$said" | sed -n '/^backport: /d; s/: .*//p' | tr '\n' ' ')" "$adds_names " "$adds_what: which"
}

# refuses WHAT SAYING WORDS...
refuses() {
	refuses_what=$1 refuses_saying=$2
	shift 2
	cp backport.conf before
	status 128 "$refuses_what" "$BACKPORT" add "$@"
	matches "$said" "^backport: $refuses_saying" "$refuses_what: one sentence"
	holds "$refuses_what: nothing is changed" cmp -s before backport.conf
}

{ letter '[PATCH v2 0/3] all'; patch '[PATCH v2 1/3] one' $one; patch '[PATCH v2 2/3] two' $two
	patch '[PATCH v2 3/3] three' $three; } | mailbox >series.mbx
adds 'what b4 am writes' 'one two three' series.mbx
adds 'standard input' 'one two three' - <series.mbx
gzip -k series.mbx
adds 'a packed mailbox' 'one two three' series.mbx.gz
{ patch '[PATCH 3/3] three' $three; patch '[PATCH 1/3] one' $one; patch 'alone' $one$one
	patch '[PATCH 2/3] two' $two; } | sed "s/$one$one/${one%1}0/" | mailbox >mixed.mbx
adds 'out of order' 'one two three alone' mixed.mbx

mkdir -p mails dir/cur dir/new dir/tmp
patch '[PATCH 1/2] one' $one >mails/b.eml
patch '[PATCH 2/2] two' $two >mails/a.eml
letter 'Re: [PATCH 1/2] one' >mails/c.eml
patch 'Re: [PATCH 2/2] two' $three >mails/d.eml
adds 'a folder of mails' 'one two' mails
status 0 'an answer with a diff' "$BACKPORT" add --dry-run mails
matches "$said" "^backport: mails/d.eml: left out, an answer to 'two'$" 'is left out, and said'
adds 'alone it is a patch' two mails/d.eml
cp mails/b.eml dir/cur/1:2,S
cp mails/a.eml dir/new/2
letter 'half written' >dir/tmp/3
adds 'a Maildir' 'one two' dir
adds 'several files' 'one two' mails/b.eml mails/a.eml
adds 'one of a series' two mails/a.eml
(cd mails && "$BACKPORT" add --dry-run a.eml b.eml) >said
is "$(sed 's/:.*//' said | tr '\n' ' ')" 'one two ' 'from a folder below'

{ patch '[PATCH 1/3] one' $one; patch '[PATCH 3/3] three' $three; } | mailbox >gap.mbx
refuses 'a series with a gap' 'gap.mbx: patch 2/3 of the series is missing' gap.mbx
{ patch '[PATCH 1/3] one' $one; patch '[PATCH 2/3] two' $two; } | mailbox >gap.mbx
refuses 'a series without its end' 'gap.mbx: patch 3/3 of the series is missing' gap.mbx
{ patch '[PATCH 2/2] two' $two; patch '[PATCH 1/2] one' $one; patch '[PATCH v2 1/2] one' $one; } | mailbox >twice.mbx
refuses 'two versions' 'twice.mbx: patch 1/2 is there twice; give one version' twice.mbx
{ patch 'one' $one; patch 'one' $two; } | mailbox >twice.mbx
refuses 'one name twice' "twice.mbx: 'one' is there twice" twice.mbx
refuses 'a folder without a patch' 'dir/tmp: there is no patch in it' dir/tmp
refuses 'one of several without a patch' 'dir/tmp/3: there is no patch in it' mails/a.eml dir/tmp/3
refuses 'a mail without a patch' 'standard input: there is no patch in it' - <dir/tmp/3
refuses 'an empty input' 'standard input: there is no patch in it' - </dev/null
patch ours '' >ours.eml
refuses 'a patch without a commit' "ours.eml: 'ours' does not say which upstream commit it is" ours.eml mails/a.eml
refuses 'a name for several' 'mails: 2 patches are given: --name' mails --name two
refuses 'a commit for several' 'mails: 2 patches are given: --name and --upstream ID' mails --upstream $three
adds 'several of our own' 'one two' mails --upstream none
status 129 'none at all' "$BACKPORT" add

# Tests of others that name the commit
mkdir -p ltp/testcases/kernel/mem linux/tools/testing/selftests/vm ltp/doc
printf '\t.tags = (const struct tst_tag[]) {\n\t\t{"linux-git", "%.12s"},\n\t\t{}\n\t}\n' $one >ltp/testcases/kernel/mem/mem01.c
printf '# added with %.12s\n' $one >linux/tools/testing/selftests/vm/run.sh
printf '/* %.11s */\n' $one >linux/tools/testing/selftests/vm/other.c
echo $one >ltp/doc/news
ln -s .. ltp/testcases/kernel/loop
status 0 'tests' "$BACKPORT" add --dry-run series.mbx --tests ltp --tests linux
is "$(printf '%s\n' "$said" | grep 'tested by')" 'one: tested by ltp/testcases/kernel/mem/mem01.c
one: tested by linux/tools/testing/selftests/vm/run.sh' 'that have the id are named'
refuses 'no such tests' 'nowhere: ' series.mbx --tests nowhere
printf '[tests]\n\tfolder = ltp\n\tfolder = nowhere\n' >backport.conf
# One that was killed left the folder of a check, and half of what belongs into it
mkdir -p checks/one
touch checks/one/check.c.new
status 0 'a series' "$BACKPORT" add series.mbx
matches "$said" "^backport: backport.conf: no folder 'nowhere'" 'configured tests that are not here are said'
matches "$(cat checks/one/check.c)" '^ \* ltp/testcases/kernel/mem/mem01.c$' 'the others are named in the check'
holds 'of this commit alone' test "$(grep -c ltp checks/two/check.c)" = 0
is "$(git config -f backport.conf --get-regexp 'fix.*upstream' | tr '\n' ' ')" \
	"fix.one.upstream $one fix.two.upstream $two fix.three.upstream $three " 'is written in its order'
refuses 'a fix that is there' "backport.conf: there is a fix 'one' already" series.mbx
refuses 'its commit, abbreviated' "backport.conf: \[fix \"two\"\] is upstream commit 222222222222 already" mails/a.eml --name second --upstream 22222222222222
git config -f backport.conf -l >whole
git config -f backport.conf --remove-section fix.three
status 0 'a series that was stopped behind its second patch' "$BACKPORT" add series.mbx
matches "$said" '^two: is taken in already$' 'leaves that as it is'
holds 'and takes in the third' sh -c "git config -f backport.conf -l | cmp -s - whole"
adds 'an abbreviated commit' 'ours' ours.eml --upstream 44444444444444
status 129 'one of too few digits' "$BACKPORT" add ours.eml --upstream 44444444444
matches "$said" "wanted 12 to 40 lower-case hex digits" 'says how many'
patch short 44444444444444 >short.eml
status 0 'a claim of 14 digits' "$BACKPORT" add short.eml
is "$(git config -f backport.conf fix.short.upstream)" 44444444444444 'is configured as it stands'
refuses 'its commit' "backport.conf: \[fix \"two\"\] is upstream commit 222222222222 already" mails/a.eml --name second

# A configuration that a link leads to, with a key in a section's own line
mkdir -p linux series
echo a >linux/f
"$BACKPORT" -q tree add v1 linux
printf '# ours\r\n[target "t"]\n\tarch = powerpc\n\timage = vmlinux\n[branch "v1"] base = v1.0\n\ttarget = t # the only one' >shared.conf
rm -r backport.conf checks patches
ln -s shared.conf backport.conf
cp shared.conf before
patch 'one more' $one >more.eml
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
status 0 'add where backport.conf is a link' "$BACKPORT" -q add more.eml v1 v1
holds 'leaves the link' test -L backport.conf
head -c "$(stat -c %s before)" shared.conf >begin
holds 'and what stood in the file' cmp before begin
is "$(tail -n +7 shared.conf)" "$(printf '\n[fix "one-more"]\n\tupstream = %s\n\tsubject = "one more"\n\tpatch = one-more.patch\n\tcheck = one-more\n[branch "v1"]\n\tfix = one-more' $one)" \
	'to which it adds its sections'
is "$(git config -f shared.conf --get-all branch.v1.base) $("$BACKPORT" status | sed 's/.*  //')" 'v1.0 one-more: carried' 'as git reads them'
rm -r backport.conf series

# Two at a time
: >backport.conf
rm -r checks patches
pids=
for id in 1 2 3 4; do
	patch "at once $id" "$(printf '%040d' $id)" >"once$id.eml"
	"$BACKPORT" -q add "once$id.eml" 2>"once$id.said" &
	pids="$pids $!"
done
for pid in $pids; do
	wait "$pid" || :
done
is "$(cat once?.said)" '' 'several runs at once'
is "$(git config -f backport.conf --get-regexp 'upstream' | sed 's/^fix.at-once-//' | sort)" \
	"$(for id in 1 2 3 4; do printf '%d.upstream %040d\n' $id $id; done)" 'all take in what they were given'
holds 'and leave nothing' test ! -e out/.add
done_testing
