#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Hunks on files that have moved on, made at random: --like=quilt must put them
# where GNU patch puts them, and what both git and the strict ladder take must
# come out the same. SEED and CASES choose others.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache" GIT_CEILING_DIRECTORIES="$tmp"
seed=${SEED:-1}
cases=${CASES:-150}
mkdir "$tmp/tree" "$tmp/patches" "$tmp/old" "$tmp/new"

# Writes old/N, new/N and tree/N for each N: few distinct lines, so that hunks fit in several places.
awk -v seed="$seed" -v cases="$cases" -v dir="$tmp" '
function pick(n) { return int(rand() * n) }
function word() { return (alphabet > 20 ? "line " : "") pick(alphabet) }
function edit(from, to, n, times,	i, k, at) {
	for (i = 1; i <= n; i++)
		to[i] = from[i]
	while (times-- > 0) {
		at = 1 + pick(n + 1)
		k = pick(3)
		if (k == 0 || n < 2) {
			for (i = n; i >= at; i--)
				to[i + 1] = to[i]
			to[at] = "new " pick(3)
			n++
		} else if (k == 1) {
			for (i = at; i < n; i++)
				to[i] = to[i + 1]
			n--
		} else if (at <= n) {
			to[at] = "other " pick(3)
		}
	}
	return n
}
function write(name, lines, n, front,	i) {
	for (i = 1; i <= front; i++)
		print "front " i >name
	for (i = 1; i <= n; i++)
		printf "%s%s", lines[i], i == n && !pick(8) ? "" : "\n" >name
	close(name)
}
BEGIN {
	srand(seed)
	for (c = 1; c <= cases; c++) {
		alphabet = pick(2) ? 60 : 2 + pick(6)
		n = 4 + pick(30)
		for (i = 1; i <= n; i++)
			base[i] = word()
		write(dir "/old/" c, base, n, 0)
		nn = edit(base, after, n, 1 + pick(4))
		write(dir "/new/" c, after, nn, 0)
		nn = edit(base, after, n, pick(4))
		write(dir "/tree/" c, after, nn, pick(2) * pick(5))
	}
}'
n=0
while [ "$n" -lt "$cases" ]; do
	n=$((n + 1))
	diff -U$((n % 7 ? 3 : 1)) --label "a/$n" --label "b/$n" \
		"$tmp/old/$n" "$tmp/new/$n" >"$tmp/patches/$n" && continue
	echo "$n"
done >"$tmp/series"

# by_tool DIR COMMAND...: tries the command with each patch in a copy of the
# tree, names in DIR.took those that it took, and undoes the others
by_tool() {
	out=$1
	shift
	cp -R "$tmp/tree" "$out"
	: >"$out.took"
	while read -r n; do
		if (cd "$out" && "$@" <"$tmp/patches/$n") >/dev/null 2>&1; then
			echo "$n" >>"$out.took"
		else
			cp "$tmp/tree/$n" "$out/$n"
		fi
	done <"$tmp/series"
	rm -f "$out"/*.rej "$out"/*.orig
}

# by_us DIR OPTION...
by_us() {
	out=$1
	shift
	run 1 apply --base "$tmp/tree" --series "$tmp/series" --patches "$tmp/patches" \
		--checkout "$out" --keep-going "$@" || return
	sed -n 's/^applied *\([0-9]*\).*/\1/p' "$tmp/out" >"$out.took"
}

for fuzz in 0 2; do
	by_tool "$tmp/patch$fuzz" patch -p1 -f -s -F "$fuzz" --no-backup-if-mismatch
	by_us "$tmp/quilt$fuzz" --like=quilt --fuzz "$fuzz"
	ok $? "some patches are taken, some refused, fuzz $fuzz"
	is "$(cat "$tmp/quilt$fuzz.took")" "$(cat "$tmp/patch$fuzz.took")" \
		"the same patches as GNU patch takes, fuzz $fuzz"
	same=0
	while read -r n; do
		cmp -s "$tmp/quilt$fuzz/$n" "$tmp/patch$fuzz/$n" ||
			{ same=1 && echo "# seed $seed, case $n differs"; }
	done <"$tmp/patch$fuzz.took"
	ok "$same" "the same files as GNU patch makes, fuzz $fuzz"
done

by_tool "$tmp/git" git apply
by_us "$tmp/strict"
ok $? 'some patches are taken, some refused, strictly'
same=0 both=0
while read -r n; do
	grep -qx "$n" "$tmp/git.took" || continue
	both=$((both + 1))
	cmp -s "$tmp/strict/$n" "$tmp/git/$n" ||
		{ same=1 && echo "# seed $seed, case $n differs"; }
done <"$tmp/strict.took"
ok "$same" 'the same files as git makes'
ok "$((both < cases / 10))" "git took enough of them to tell: $both"
done_testing
