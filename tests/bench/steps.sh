#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What many fixes cost the matrix itself: FIXES (12) fixes on BRANCHES (4) branches, over stubs for Kbuild and QEMU.
# shellcheck disable=SC2154 # tmp is tap.sh's
set -eu
TOP=$(cd "$(dirname "$0")/../.." && pwd)
export BACKPORT="${BACKPORT:-$TOP/backport}"
. "$TOP/tests/tap.sh"
. "$TOP/tests/project.sh"
fixes=${FIXES:-12}
branches=${BRANCHES:-4}

# A file with a word for each fix, and lines enough between them for a hunk each
nr=1
while [ $nr -le "$fixes" ]; do
	printf '%s;\n' "int w$nr" '' '/* */' '' '/* */' '' '/* */'
	nr=$((nr + 1))
done >"$tmp/linux/mm/vmscan.c"
"$BACKPORT" tree add v2.0 "$tmp/linux" >/dev/null
cp "$tmp/linux/mm/vmscan.c" "$tmp/a"
sed '/^\[branch/,$d' backport.conf >"$tmp/conf"
: >"$tmp/series"
names=
nr=1
while [ $nr -le "$fixes" ]; do
	sed "s/int w$nr;/int w$nr = 1;/" "$tmp/a" >"$tmp/b"
	{
		sed '/^--- a/,$d' patches/v1/f.patch
		printf '%s\n' '--- a/mm/vmscan.c' '+++ b/mm/vmscan.c'
		diff -u "$tmp/a" "$tmp/b" | sed 1,2d
	} >"$tmp/f$nr.patch" || :
	mv "$tmp/b" "$tmp/a"
	printf '[fix "f%s"]\n\tupstream = 0123456789012345678901234567890123456789\n\tpatch = f%s.patch\n\tcheck = ownership\n\tsignature = owned-base\n' \
		$nr $nr >>"$tmp/conf"
	echo "f$nr.patch" >>"$tmp/series"
	names="$names	fix = f$nr
"
	nr=$((nr + 1))
done
matrix_project >/dev/null
cp "$tmp/conf" backport.conf
nr=1
while [ $nr -le "$branches" ]; do
	printf '[branch "v%s"]\n\tbase = v2.0\n\ttarget = t\n%s' $nr "$names" >>backport.conf
	mkdir -p patches/v$nr
	cp "$tmp"/f*.patch patches/v$nr
	cp "$tmp/series" series/v$nr
	nr=$((nr + 1))
done

# row WHAT OPTIONS...: a run
row() {
	what=$1
	shift
	fault ''
	began=$(date +%s%N)
	./build-matrix.sh -j2 "$@" >"$tmp/said" 2>&1 || what="$what (failed)"
	took=$((($(date +%s%N) - began) / 1000000))
	printf '%-40s %3d.%03d s %3d kernels built %3d booted\n' "$what" $((took / 1000)) $((took % 1000)) \
		"$(calls | grep -c '^ .*vmlinux' || :)" "$(calls | grep -c '^boot' || :)"
}
row "$fixes fixes on $branches branches, stubs: first run"
row 'again, nothing changed'
began=$(date +%s%N)
"$BACKPORT" report >/dev/null || :
echo "report: $((($(date +%s%N) - began) / 1000000)) ms"
