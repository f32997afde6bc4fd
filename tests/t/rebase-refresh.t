#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport rebase --refresh: over all cases of tests/apply, a refreshed series
# makes the same tree, and refreshing it again changes no byte.
set -eu
. "$(dirname "$0")/../tap.sh"
export BACKPORT_CACHE="$tmp/cache"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# project DIR: a project in an empty folder; v1/ is its branch's base
project() {
	mkdir -p "$1/series" "$1/patches/v1" "$1/v1"
	cat >"$1/backport.conf" <<-'END'
	[fix "f"]
		upstream = 0123456789012345678901234567890123456789
		patch = no-such.patch
		check = c
	[target "t"]
		arch = powerpc
		image = vmlinux
	[branch "v1"]
		base = v1
		fix = f
		target = t
	END
}

# tree_of DIR: the id of what the series makes of the base
tree_of() {
	rm -rf "$tmp/out" "$tmp/out.tree"
	(cd "$1" && "$BACKPORT" apply -q --base ./v1 --series series/v1 --patches patches/v1 --checkout "$tmp/out") 2>&1
	(cd "$tmp/out" && find . ! -type d -printf '%P %m %l\n' | sort && find . -type f | sort | xargs -r -d '\n' cksum)
}

nr=0
changed=0
for case in "$TOP/tests"/apply/*; do
	name=$(basename "$case")
	[ -d "$case/want" ] || continue
	[ ! -f "$case/args" ] || continue
	[ -z "$(find "$case" -name '*.link')" ] || continue
	# A mailbox is moved as one patch, which its mails together may not be.
	[ "${name#mailbox-}" = "$name" ] || continue
	p=$tmp/project
	rm -rf "$p"
	project "$p"
	cp -R "$case/orig/." "$p/v1"
	if [ -f "$case/patch" ]; then
		cp "$case/patch" "$p/patches/v1/"
		echo patch >"$p/series/v1"
	else
		cp -R "$case/patches/." "$p/patches/v1/"
		cp "$case/series" "$p/series/v1"
	fi
	before=$(tree_of "$p") || continue
	cp -R "$p/patches" "$tmp/first"
	if ! (cd "$p" && "$BACKPORT" rebase v1 --refresh) >"$tmp/said" 2>&1; then
		ok 1 "$name: refreshed"
		sed 's/^/#  /' "$tmp/said"
		rm -rf "$tmp/first"
		continue
	fi
	# What is merged leaves the series.
	if grep -q '^upstream' "$tmp/said"; then
		rm -rf "$tmp/first"
		continue
	fi
	nr=$((nr + 1))
	# The first refresh may change nothing: then it was canonical.
	if diff -r "$p/patches" "$tmp/first" >/dev/null; then
		rm -rf "$tmp/first"
		continue
	fi
	changed=$((changed + 1))
	rm -rf "$tmp/first"
	[ "$(tree_of "$p")" = "$before" ] || ok 1 "$name: the refreshed series makes the same tree"
	cp -R "$p/patches" "$tmp/first"
	cp "$p/series/v1" "$tmp/series"
	(cd "$p" && "$BACKPORT" rebase v1 --refresh) >"$tmp/said" 2>&1 || :
	if ! diff -r "$p/patches" "$tmp/first" >"$tmp/diff" || ! cmp -s "$p/series/v1" "$tmp/series"; then
		ok 1 "$name: refreshed again, it keeps every byte"
		sed 's/^/#  /' "$tmp/diff"
	fi
	rm -rf "$tmp/first"
done
holds "$nr series were refreshed" test "$nr" -gt 100
holds "$changed of them were not canonical" test "$changed" -gt 20
done_testing
