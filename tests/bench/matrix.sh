#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What the matrix itself costs, without kernels: four branches over stubs for Kbuild and QEMU; how long a run takes, how
# many kernels it builds and how many it boots.
# shellcheck disable=SC2154 # tmp is tap.sh's
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
matrix_project >/dev/null
for b in v3 v4; do
	printf '[branch "%s"]\n\tbase = v2.0\n\tfix = f\n\ttarget = t\n' $b >>backport.conf
	cp series/v1 series/$b
	cp -r patches/v1 patches/$b
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
		"$(calls | grep -c modules_prepare || :)" "$(calls | grep -c '^boot' || :)"
}
row 'matrix of four branches, stubs: first run'
row 'again, nothing changed'
sed -i 's/= 1;/= 1; /' patches/v2/f.patch
row 'a changed patch of one branch'
echo 'int other;' >>checks/ownership/check.c
row 'a changed guest program'
rm -rf out
row 'out/ removed'
row 'all forced' --force all
