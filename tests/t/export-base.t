#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What is exported is what the base lacks of the proved kernel: each patch of the series is asked for itself.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export HOME="$tmp" GIT_CONFIG_NOSYSTEM=1
git config --global user.name 'M. Aker'
git config --global user.email maker@example.org
git config --global commit.gpgSign false

words a0 b0 c0 d0 fixed >"$tmp/linux/init/main.c"
cp "$tmp/linux/init/main.c" "$tmp/words"
variant support a0 'int a1;'
variant f fixed 'int fixed = 1;'
variant between b0 'int b1;'
variant g c0 'int c1;'
variant trailing d0 'int d1;'
made=$BACKPORT_CACHE/linux.git
fault ''

# base PATCH...: what v1 starts from has these
base() {
	rm -rf "$tmp/base" out
	cp -r "$tmp/linux" "$tmp/base"
	for name; do
		patch -s -d "$tmp/base" -p1 <"patches/v1/$name.patch"
	done
	"$BACKPORT" tree add v1 "$tmp/base" >/dev/null 2>&1
	matrix
}
force=
work_tree() { # the base, in $tmp/w
	rm -rf "$tmp/w"
	git init -q "$tmp/w"
	cp -r "$tmp/base/." "$tmp/w"
	git -C "$tmp/w" add -A
	git -C "$tmp/w" commit -q -m base
}
# proved: the tree that was booted last
proved() {
	sed -n 's/^    "after": "\(.*\)",*$/\1/p' out/v1/apply.json
}
subjects() { # of mails
	sed -n 's/^Subject: .*init: change //p'
}
# exports WHAT PATCH...: each form has these patches, and they make what was proved
exports() {
	what=$1
	shift
	files=$(printf '%s.patch\n' "$@")
	status 0 "$what: mails" "$BACKPORT" export v1 ${force:+"$force"} -o "$tmp/mbox"
	is "$(subjects <"$tmp/mbox")" "$(for name; do subjects <"patches/v1/$name.patch"; done)" "$what: which patches"
	work_tree
	status 0 "$what: git am takes them" git -C "$tmp/w" am -q --empty=drop "$tmp/mbox"
	is "$(git -C "$tmp/w" rev-parse 'HEAD^{tree}')" "$(proved)" "$what: they make the tree that was proved"
	rm -rf "$tmp/q" "$tmp/d"
	"$BACKPORT" export v1 ${force:+"$force"} --format=quilt -o "$tmp/q/"
	is "$(cat "$tmp/q/series")" "$files" "$what: quilt"
	"$BACKPORT" export v1 ${force:+"$force"} --format=deb-patch -o "$tmp/d/"
	is "$(ls "$tmp/d")" "$(printf '%s\n' "$files" | sort)" "$what: deb-patch"
	"$BACKPORT" export v1 ${force:+"$force"} --format=git-bundle -o "$tmp/b"
	git -C "$made" fetch -q --force "$tmp/b" refs/heads/backport/v1:got
	is "$(git -C "$made" rev-parse 'got^{tree}')" "$(proved)" "$what: a bundle makes the same tree"
	is "$(git -C "$made" rev-list --count got ^refs/bases/v1)" "$#" "$what: of as many commits"
}
refused() { # WHAT WHY
	status 1 "$1" "$BACKPORT" export v1
	matches "$said" "v1 is not exported, $2 \(--force" 'is refused'
}

series support f trailing
base
exports 'none in the base' support f trailing
base f
exports 'the fix in the base, nothing around it' support trailing
matches "$(cat "$tmp/mbox")" '^Verdict on v1.0: proved' 'the verdict on the fix of their step is told'
matches "$(cat "$tmp/mbox")" '^  v1.0 has this fix: what is sent is the rest of what was booted' 'and that it is there'
base support
exports 'only the first in the base' f trailing
base trailing
exports 'only the last in the base' support f
is "$(grep -c 'v1.0 has this fix' "$tmp/mbox")" 0 'a fix that is sent is not there'
base support f
exports 'all but the last in the base' trailing
base support f trailing
refused 'all in the base' 'v1.0 has the fix already, there is nothing to send'

# Such a patch needs a verdict, too
base f
rm out/v1/boot.after.json
status 125 'what was not booted' "$BACKPORT" export v1
matches "$said" 'v1 is not exported, there is no verdict on it' 'is not sent, whoever has the fix'

# A patch of which the base has a part
{
	header 'change two'
	sed 1,/^+++/d patches/v1/support.patch
	sed 1,/^+++/d patches/v1/between.patch
} >patches/v1/two.patch
series two f
base support
refused 'a part in the base' 'it is broken: apply fails: patches/v1/two.patch does not apply: .*'

# The base has a patch whose lines an earlier one, which it lacks, wants as they were
{
	header 'change a0'
	printf '%s\n' '@@ -1,8 +1,8 @@' '-int a0;' '+int a1;' ' ;' ' /* */;' ' ;' ' /* */;' ' ;' ' /* */;' ' int b0;'
} >patches/v1/wide.patch
series wide between f
base between
refused 'what does not apply to the base as it is' \
	'patches/v1/wide.patch does not apply to v1.0, which has other patches of the series but not this one: .*'
"$BACKPORT" -q apply v1 --stage
ok $? 'and to what was proved does'

# Several fixes; the check cannot tell them apart here, so nothing is proved
force=--force
cat >>backport.conf <<'END'
[fix "g"]
	upstream = 2222222222222222222222222222222222222222
	patch = g.patch
	check = ownership
[branch "v1"]
	fix = g
END
series support f between g trailing
base f
exports 'the first fix in the base' support between g trailing
base g
exports 'the last fix in the base' support f between trailing
base support f between
exports 'all up to the last fix in the base' g trailing
base support g
exports 'one of each in the base' f between trailing
status 0 'one fix, and what supports it' "$BACKPORT" export v1 --force --fix g
is "$(printf '%s\n' "$said" | subjects)" 'b0
d0' 'without what the base has'
done_testing
