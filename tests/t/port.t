#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport port: the folders of tests/port/. A case holds patch, pre/ (the tree),
# perhaps from/ (the tree that the patch was made for), want/ (the result; none
# when it is a conflict) and says, what is printed with -v.
# UPDATE=1 writes says anew: look at the change before committing it.
set -u
. "$(dirname "$0")/../tap.sh"
export BACKPORT_CACHE="$tmp/cache"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org

# Outside of any project, where the name of a folder stands for it.
cp -r "$TOP/tests/port" "$tmp/cases"
cd "$tmp/cases" || exit 1
for case in *; do
	set -- --base pre -o "$tmp/$case.patch" -v
	[ ! -d "$case/from" ] || set -- "$@" --from from
	got=0
	(cd "$case" && "$BACKPORT" port patch "$@") >"$tmp/says" 2>&1 || got=$?
	[ "${UPDATE:-}" = '' ] || cp "$tmp/says" "$TOP/tests/port/$case/says"
	is "$(cat "$tmp/says")" "$(cat "$case/says")" "$case: what it says"
	if [ ! -d "$case/want" ]; then
		is "$got" 1 "$case: a conflict"
		holds "$case: nothing is written" test ! -e "$tmp/$case.patch"
		# Where there is no file, no marker can stand.
		! grep -q "no such file\|and others may" "$case/says" || continue
		(cd "$case" && "$BACKPORT" port -q patch "$@" --conflicts "$tmp/$case.left") || :
		status 128 "$case: left between markers" "$BACKPORT" port --continue "$tmp/$case.left"
		matches "$said" ":[0-9]+: a conflict's marker is left" "$case: which are told"
		continue
	fi
	is "$got" 0 "$case: carried"
	rm -rf "$tmp/tree"
	cp -r "$case/pre" "$tmp/tree"
	[ ! -s "$tmp/$case.patch" ] || (cd "$tmp/tree" && git apply --whitespace=nowarn "$tmp/$case.patch")
	is "$(diff -r "$tmp/tree" "$case/want" 2>&1)" '' "$case: the tree"
done
done_testing
