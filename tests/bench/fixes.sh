#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What backport port makes of upstream's fixes of examples/stable-fixes, beside
# the variants that were proved by a boot: fixes.sh TREES [LINUX]
# TREES is a repository with the tags of stable releases; LINUX, a folder, the
# sources of a release that has the fixes: without each one they stand for what
# its patch was made for.
# same: the files become those that the variant makes, comments and white space
# aside; other: they differ.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
BACKPORT=${BACKPORT:-$here/backport}
trees=$(cd "${1:?a repository of releases}" && pwd)
linux=${2:+$(cd "$2" && pwd)}
patches=$here/examples/stable-fixes/patches
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export BACKPORT_CACHE="$tmp/cache" GIT_CEILING_DIRECTORIES="$tmp"
export GIT_COMMITTER_NAME=bench GIT_COMMITTER_EMAIL=bench@example.org
cd "$tmp"

# files PATCH: those that it touches
files() {
	sed -n 's,^--- a/,,p; s,^+++ b/,,p' "$1" | sort -u
}

# plain FOLDER: its files without comments and white space
plain() {
	(cd "$1" && find . -type f | LC_ALL=C sort | while read -r f; do
		echo "$f"
		perl -0pe 's{/\*.*?\*/}{ }gs; s{\s+}{}g' "$f"
	done)
}

# export FOLDER TAG PATCH...: what the patches touch, as the release has it
export_files() {
	folder=$1 tag=$2
	shift 2
	rm -rf "$folder"
	mkdir "$folder"
	for p in "$@"; do files "$p"; done | sort -u | while read -r f; do
		mkdir -p "$folder/$(dirname "$f")"
		git -C "$trees" show "$tag:$f" >"$folder/$f" 2>/dev/null ||
			rm "$folder/$f"
	done
}

# made_for PATCH: fills from/; what the release changed later stays
made_for() {
	rm -rf from
	mkdir from
	files "$1" | while read -r f; do
		mkdir -p "from/$(dirname "$f")"
		cp "$linux/$f" "from/$f" 2>/dev/null || :
	done
	(cd from && patch -R -p1 -s -f --no-backup-if-mismatch -r -) \
		<"$1" >/dev/null 2>&1 || :
}

# outcome TAG BRANCH FIX: one word, or two
outcome() {
	variant=$patches/$2/$3
	set -- "$1" "$patches/upstream/$3" --base "$trees@$1"
	tag=$1
	shift
	if [ "$linux" ]; then
		made_for "$1"
		set -- "$@" --from from
	fi
	got=$("$BACKPORT" port "$@" -o made --json 2>said |
		sed -n 's/.*"outcome":"\([a-z]*\)".*/\1/p') || :
	case $got in
	sure | review)
		export_files ours "$tag" "$variant" made
		cp -r ours theirs
		(cd ours && git apply --whitespace=nowarn ../made)
		(cd theirs && patch -p1 -s -f --no-backup-if-mismatch <"$variant" >/dev/null)
		if [ "$(plain ours)" = "$(plain theirs)" ]; then
			got="$got, same"
		else
			got="$got, other"
		fi
		rm -rf theirs ;;
	esac
	echo "${got:-error}"
}

printf '  %-21s' fix
for at in v4.4.262 v4.9.262 v4.10.17; do printf '  %-13s' "$at"; done
echo
sed -n 's/^\[fix "\(.*\)"\]/\1/p; s/^[[:space:]]*patch = //p' \
	"$here/examples/stable-fixes/backport.conf" |
while read -r name && read -r fix; do
	printf '  %-21s' "$name"
	for at in v4.4.262:v4.4 v4.9.262:v4.9 v4.10.17:v4.10; do
		printf '  %-13s' "$(outcome "${at%:*}" "${at#*:}" "$fix")"
	done
	echo
done
