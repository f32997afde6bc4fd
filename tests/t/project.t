#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A project is found upward from where the user is, and files are named as seen
# from there.
# shellcheck disable=SC2016 # for the inner shells
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@localhost

mkdir -p sub/deep sub/v1
is "$(cd sub/deep && "$BACKPORT" status v1)" "$("$BACKPORT" status v1)" \
	'status two folders down says what it says in the project'
is "$(cd sub && "$BACKPORT" -C deep status v1)" "$("$BACKPORT" status v1)" \
	'-C, then upward'
status 0 'a folder of the name of a branch is no path of it' \
	sh -c 'cd sub && "$BACKPORT" apply v1 --check'

(cd sub/deep && "$BACKPORT" apply --base v1.0 --series ../../series/v1 --checkout made >/dev/null)
ok "$([ -f sub/deep/made/init/main.c ] && [ ! -e made ]; echo $?)" \
	'--series and --checkout are seen from where the user is'
(cd sub/deep && "$BACKPORT" apply --base=./made --series=../../series/v1 --check >"$tmp/out") || :
matches "$(cat "$tmp/out")" '^merged|1 merged' 'so are a folder as --base=, and --series='
grep -v '^Signed-off' patches/v1/f.patch >sub/f.patch
is "$("$BACKPORT" -C sub check f.patch | cat)" \
	"$("$BACKPORT" check sub/f.patch | sed 's|^sub/||')" 'a patch is named as seen from here'
is "$(cd sub && "$BACKPORT" check - <f.patch || echo $?)" \
	"$("$BACKPORT" check - <sub/f.patch || echo $?)" '- is no file'
(cd sub && "$BACKPORT" port f.patch --base v1.0 -ocarried.patch >/dev/null)
ok "$([ -s sub/carried.patch ] && [ ! -e carried.patch ]; echo $?)" '-oFILE, too'
(cd sub && "$BACKPORT" tree add here v1.0 2>"$tmp/err") && got=0 || got=$?
is "$got" 128 'a source that is not here'
mkdir sub/source && echo x >sub/source/file
(cd sub && "$BACKPORT" tree add here source >/dev/null &&
	"$BACKPORT" tree checkout here ../copy -q)
holds 'tree add and tree checkout' test -f copy/file
ok "$(cd sub && "$BACKPORT" -q tree checkout ./source mine && [ -f mine/file ]; echo $?)" \
	'a folder as a TREEISH of tree checkout'
is "$(cd patches && "$BACKPORT" -q check ../sub/f.patch v1/f.patch)" \
	"$("$BACKPORT" -q check sub/f.patch patches/v1/f.patch | sed 's|^patches/||; s|^sub|../sub|')" \
	'what is found is named as seen from here'
status 128 'a name that is not there is said as it was given' \
	sh -c 'cd sub && "$BACKPORT" check no-such.patch'
matches "$said" '^backport: no-such.patch' 'without the folder'

(cd sub && BACKPORT_CACHE=../../cache "$BACKPORT" tree list | grep -q '^v1.0')
ok $? 'a cache that is named from here stays where it is'

cd "$tmp" && mkdir -p other && cd other
status 128 'no project here or above' "$BACKPORT" status
matches "$said" 'no such file here or in a folder above' 'and what to do'
status 128 'with --conf nothing is looked for above' \
	sh -c 'cd "$1" && "$BACKPORT" --conf backport.conf status' - "$tmp/p/sub"
if [ "$(id -u)" -eq 0 ]; then
	chown 12345 "$tmp/p/backport.conf"
	status 128 'a project above that another user owns is not entered' \
		sh -c 'cd "$1" && "$BACKPORT" status' - "$tmp/p/sub"
	matches "$said" 'belongs to another user' 'which is said'
	status 0 'it is when it is named' sh -c 'cd "$1/sub" && "$BACKPORT" -C "$1" status' - "$tmp/p"
else
	skip 'only root can give a file away'
fi
done_testing
