#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Small files that are made to take all time and memory: each ends within 10 s of a processor and 512 MB, done or refused by a limit.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
case $BACKPORT in
*/asan/*) skip 'the sanitizers need memory of their own'; done_testing ;;
esac
unset BACKPORT_SANDBOX
export BACKPORT_SANDBOX=off
bad=$tmp/bad
mkdir "$bad"

make_bad() { # NAME [FILE]
	python3 "$TOP/tests/hostile/make.py" "$1" >"$bad/${2:-$1}"
}
# bounded STATUSES WHAT COMMAND...: in 10 s, or $cpu; address space stands for memory; our libraries and idle threads have 200 MB of it
bounded() {
	wanted=$1 what=$2 got=0
	shift 2
	said=$(prlimit --as=750000000 --cpu="${cpu:-10}" timeout 120 "$@" 2>&1) || got=$?
	case " $wanted " in
	*" $got "*) ok 0 "$what" ;;
	*) ok 1 "$what: status $got"; printf '%s\n' "$said" | head -3 | cut -c1-300 | sed 's/^/#  /' ;;
	esac
}

# Patches
for name in many_hunks one_hunk_many_lines many_files long_line header_only trailers; do
	make_bad $name $name.patch
	echo $name.patch >"$bad/series"
	bounded '0 1 125 128' "$name: apply" "$BACKPORT" -q apply --base "$tmp/linux" --series "$bad/series" --patches "$bad" --check
	bounded '0 1 128' "$name: check" "$BACKPORT" check "$bad/$name.patch"
	bounded '0 1 125 128' "$name: compare" "$BACKPORT" compare "$bad/$name.patch" "$bad/$name.patch"
	rm "$bad/$name.patch"
done
mkdir "$bad/tree"
for name in many_exact common_lines; do
	make_bad ${name}_file tree/f
	make_bad $name $name.patch
	cpu=2 bounded '0 1' "$name, in a file of 100,000 lines or more: apply" "$BACKPORT" --json apply --base "$bad/tree" --check "$bad/$name.patch"
done
make_bad binary_literals binary.patch.xz
echo binary.patch.xz >"$bad/series"
bounded 128 '20 binary files of 250 MB in 11 KB: apply' "$BACKPORT" -q apply --base "$tmp/linux" --series "$bad/series" --patches "$bad" --check
matches "$said" 'MiB' 'names the limit'
bounded '0 1 128' 'check' "$BACKPORT" check "$bad/binary.patch.xz"

# Tarballs and trees
make_bad tar_bomb bomb.tar.gz
bounded 128 'a tarball of 5 GiB in some KB: tree add' "$BACKPORT" tree add bomb "$bad/bomb.tar.gz"
matches "$said" 'unpacks to more than 200 times its size' 'names the limit'
make_bad tar_files files.tar.gz
bounded 128 'a tarball of 251000 files: tree add' "$BACKPORT" tree add files "$bad/files.tar.gz"
matches "$said" 'has more than 250000 files' 'names the limit'
git init -q "$tmp/wide"
cd "$tmp/wide"
tree=$(printf 'x' | git hash-object -w --stdin | while read -r id; do i=0; while [ $i -lt 100 ]; do
	printf '100644 blob %s\tf%s\n' "$id" $i; i=$((i + 1)); done; done | git mktree)
for _ in 1 2 3; do
	tree=$(i=0; while [ $i -lt 100 ]; do printf '040000 tree %s\td%s\n' "$tree" $i; i=$((i + 1)); done | git mktree)
done
git update-ref refs/heads/main "$(git -c user.name=t -c user.email=t@example.org commit-tree -m wide "$tree")"
cd "$tmp/p"
bounded 128 'a tree of 10^8 files in 5 objects: tree add' "$BACKPORT" tree add wide "$tmp/wide" --rev main
matches "$said" 'has a tree of more than 250000 files' 'names the limit'

# Objects
make_bad pointers pointers.c
for change in 0 1; do
	cc -O2 -g -DCHANGE=$change -c -o "$bad/pointers$change.o" "$bad/pointers.c"
done
bounded '0 1' '40 tables, each of 500 pointers to the others: objects' "$BACKPORT" objects --files "$bad/pointers0.o" "$bad/pointers1.o"
matches "$said" '\<f\>' 'names the function that changed'

# Results, configurations, series, bundles
mkdir -p out/v1
make_bad json_deep
make_bad json_wide
for name in json_deep json_wide; do
	cp "$bad/$name" out/v1/tree.json
	bounded '1 125 128' "$name as a result: report" "$BACKPORT" report
	bounded '1 125 128' "$name as a result: verdict" "$BACKPORT" verdict v1
	bounded '1 128' "$name as evidence: verify" "$BACKPORT" evidence --verify "$bad/$name"
done
rm -r out
bounded '1 128' 'a tarball bomb as evidence: verify' "$BACKPORT" evidence --verify "$bad/bomb.tar.gz"
make_bad conf
bounded '0 1 125 128' 'a configuration of 500,000 lines: status' "$BACKPORT" --conf "$bad/conf" status
make_bad series
bounded '0 1 125 128' 'a series of 1,000,000 lines: apply' "$BACKPORT" -q apply --base "$tmp/linux" --series "$bad/series" --patches patches/v1 --check

# Where memory ends, it is said
truncate -s 400M "$bad/large.patch"
got=0
said=$(prlimit --as=300000000 "$BACKPORT" check "$bad/large.patch" 2>&1) || got=$?
is "$got $said" '128 backport: out of memory' 'memory that ends is said'
git --git-dir="$BACKPORT_CACHE/linux.git" repack -qad
for pack in "$BACKPORT_CACHE"/linux.git/objects/pack/*.pack; do
	chmod u+w "$pack"
	truncate -s 60 "$pack"
done
status 128 'a truncated pack' "$BACKPORT" status
matches "$said" '^backport: cannot read' 'is said'
done_testing
