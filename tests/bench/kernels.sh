#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What the matrix costs with real kernels, from a cold start on: BENCH_KERNELS='v4.9 v6.12' names branches
# whose bases are in the cache. In a copy of the project, with a cache of bases, work folders and a compiler
# cache of its own, below BENCH_TMP; each branch takes GBs and minutes, so that none is run when none is named.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
cache=${BACKPORT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/backport}
branches=${BENCH_KERNELS:-}
if [ -z "$branches" ]; then
	echo "matrix with real kernels: not measured; BENCH_KERNELS='v4.9 v6.12' does, in most of an hour"
	exit
fi
tmp=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$tmp/cache" "$tmp/project"
cp -r "$cache/linux.git" "$tmp/cache/"
cd "$top"
git ls-files -z | xargs -0 cp -d --parents -t "$tmp/project"
cd "$tmp/project"
export BACKPORT_CACHE="$tmp/cache" CCACHE_DIR="$tmp/ccache"
unset MAKEFLAGS MFLAGS MAKELEVEL
make -s -j"$(nproc)"
only=$(for b in $branches; do printf ' --only %s' "$b"; done)
first=${branches%% *}

# count STAGE: of those that have just run, not answered from what is stored
count() {
	grep "^[^ ]*: $1\.[a-z]* " said | grep -vc '(stored)' || :
}

# row WHAT: a run, against the first one
row() {
	what=$1
	began=$(date +%s%N)
	# shellcheck disable=SC2086 # words
	./build-matrix.sh --no-install --strict $only >said 2>&1 || what="$what (failed)"
	took=$((($(date +%s%N) - began) / 1000000))
	cold=${cold:-$took}
	printf '%-40s %4d.%03d s %6.3f of cold %3d builds %3d boots\n' "$what" $((took / 1000)) $((took % 1000)) \
		"$(echo "$took $cold" | awk '{ print $1 / $2 }')" "$(count build)" "$(count boot)"
}

row "matrix of $branches: cold"
sed -n '/^ .*build .*boot/,$p' said
row 'again, nothing changed'
mkdir -p a/init b/init
tree=$(sed -n 's/^    "before": "\(.*\)",$/\1/p' "out/$first/apply.json")
git --git-dir="$tmp/cache/linux.git" show "$tree:init/version.c" >a/init/version.c
{ cat a/init/version.c; echo 'const int bench_patch = 1;'; } >b/init/version.c
diff -u a/init/version.c b/init/version.c >"patches/$first/bench.patch" || :
echo bench.patch >>"series/$first"
row "one patch more on $first"
echo 'const char bench_guest[] __attribute__((used)) = "changed";' >>checks/ownership/check.c
row 'a changed guest program'
rm -rf out
row 'out/ removed, objects there'
rm -rf out "$tmp/cache/work"
row 'out/ and objects removed, ccache warm'
