#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What many fixes cost the matrix itself: FIXES (12) fixes on BRANCHES (4) branches, over stubs for Kbuild and QEMU.
# shellcheck disable=SC2154 # tmp is tap.sh's
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
fixes=${FIXES:-12}
branches=${BRANCHES:-4}

# A file with a word for each fix, on v2.0
# shellcheck disable=SC2046 # words
words $(seq -f 'w%g' 1 "$fixes") >"$tmp/linux/init/main.c"
cp "$tmp/linux/init/main.c" "$tmp/words"
matrix_project >/dev/null
sed -i '/^\[branch/,$d' backport.conf
names=
nr=1
while [ $nr -le "$fixes" ]; do
	variant f$nr w$nr "int w$nr = 1;"
	printf '[fix "f%s"]\n\tupstream = 0123456789012345678901234567890123456789\n\tpatch = f%s.patch\n\tcheck = ownership\n\tsignature = owned-base\n' \
		$nr $nr >>backport.conf
	names="$names	fix = f$nr
"
	nr=$((nr + 1))
done
# shellcheck disable=SC2046 # words
series $(seq -f 'f%g' 1 "$fixes")
nr=1
while [ $nr -le "$branches" ]; do
	printf '[branch "v%s"]\n\tbase = v2.0\n\ttarget = t\n%s' $nr "$names" >>backport.conf
	[ $nr -eq 1 ] || {
		mkdir -p patches/v$nr
		cp patches/v1/* patches/v$nr
		cp series/v1 series/v$nr
	}
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
