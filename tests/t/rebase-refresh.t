#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport rebase --refresh: over all cases of tests/apply, a refreshed series
# makes the same tree, and refreshing it again changes no byte.
set -eu
. "$(dirname "$0")/../tap.sh"
export BACKPORT_CACHE="$tmp/cache"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1


# One project, with a branch and a base of each case's name.
cp -R "$TOP/tests/apply" "$tmp/cases"
mkdir -p "$tmp/p/series" "$tmp/p/patches"
cd "$tmp/p"
cat >backport.conf <<'END'
[fix "f"]
	upstream = 0123456789012345678901234567890123456789
	patch = no-such.patch
	check = c
[target "t"]
	arch = powerpc
	image = vmlinux
END
cases=
for case in "$tmp"/cases/*; do
	name=${case##*/}
	[ -d "$case/want" ] || continue
	[ ! -f "$case/args" ] || continue
	# A mailbox is moved as one patch, which its mails together may not be.
	[ "${name#mailbox-}" = "$name" ] || continue
	if [ -f "$case/patch" ]; then
		mkdir "patches/$name"
		mv "$case/patch" "patches/$name/"
		echo patch >"series/$name"
	else
		mv "$case/patches" "patches/$name"
		mv "$case/series" "series/$name"
	fi
	mv "$case/orig" "$name"
	printf '[branch "%s"]\n\tbase = %s\n\tfix = f\n\ttarget = t\n' "$name" "$name" >>backport.conf
	cases="$cases $name"
done
cp -R patches series "$tmp/"

# tree_of CASE: the id of what its series makes of its base
tree_of() {
	"$BACKPORT" apply --check --base "./$1" --series "series/$1" --patches "patches/$1" \
		>"$tmp/said" 2>&1 && sed -n 's/^tree //p' "$tmp/said"
}
refresh() {
	"$BACKPORT" rebase "$1" --refresh >"$tmp/said" 2>&1
}
# as_before CASE: whether its patches are those that were set aside
as_before() {
	diff -r "patches/$1" "$tmp/patches/$1" >"$tmp/diff"
}

nr=0
changed=0
for name in $cases; do
	before=$(tree_of "$name") || continue
	if ! refresh "$name"; then
		ok 1 "$name: refreshed"
		sed 's/^/#  /' "$tmp/said"
		continue
	fi
	# What is merged leaves the series.
	! grep -q '^upstream' "$tmp/said" || continue
	nr=$((nr + 1))
	# The first refresh may change nothing: then it was canonical.
	! as_before "$name" || continue
	changed=$((changed + 1))
	[ "$(tree_of "$name")" = "$before" ] || ok 1 "$name: the refreshed series makes the same tree"
	rm -r "$tmp/patches/$name"
	cp -R "patches/$name" "$tmp/patches/"
	cp "series/$name" "$tmp/series/"
	refresh "$name" || :
	if ! as_before "$name" || ! cmp -s "series/$name" "$tmp/series/$name"; then
		ok 1 "$name: refreshed again, it keeps every byte"
		sed 's/^/#  /' "$tmp/diff"
	fi
done
holds "$nr series were refreshed" test "$nr" -gt 100
holds "$changed of them were not canonical" test "$changed" -gt 20
done_testing
