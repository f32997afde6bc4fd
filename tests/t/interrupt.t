#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# An import that is killed, starved of room or not alone leaves a whole cache.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
linux=$BACKPORT_CACHE/linux.git
cd "$tmp"
mkdir k
i=0
while [ $i -lt 40 ]; do
	mkdir "k/$i"
	j=0
	while [ $j -lt 15 ]; do
		echo "$i $j" >"k/$i/$j"
		j=$((j + 1))
	done
	dd if=/dev/urandom of="k/$i/big" bs=1k count=100 2>/dev/null
	i=$((i + 1))
done
git -c init.defaultBranch=m init -q src
cp -r k/* src
git -C src add -A
git -C src -c user.name=t -c user.email=t@localhost commit -qm one
git -C src -c user.name=t -c user.email=t@localhost commit -qm two --allow-empty
tree=$(git -C src rev-parse 'HEAD^{tree}')
tar -czf k.tar.gz k
"$BACKPORT" -q tree add first k/1 >/dev/null
left() {
	find "$linux" -mindepth 1 -maxdepth 1 ! -name shallow | sort
}
clean=$(left)

# Each time: whole, and either all there or not there at all.
check_killed() {
	whole=0
	git --git-dir="$linux" fsck --connectivity-only >/dev/null 2>&1 || whole=1
	ok "$whole" "$1: the cache is whole"
	now=$(git --git-dir="$linux" rev-parse -q --verify 'refs/bases/k^{tree}') || :
	matches "$now" "^($tree|)$" "$1: all or nothing"
}
# killed N COMMAND...: true when it was killed in front of its N'th call that changes the disk
killed() {
	at=$1 got=0
	shift
	{
		INJECT_CALLS=writes INJECT_AT=$at INJECT_ERROR=KILL INJECT_COUNT="$tmp/calls" \
			injected "$BACKPORT" -q "$@" >/dev/null 2>&1 || got=$?
	} 2>/dev/null
	[ "$got" -eq 137 ]
}
# some OF: about a dozen of the numbers from 1 to OF
some() {
	seq 1 $(($1 / 12 + 1)) "$1"
}
# forget: k and its objects, so that an import has them to write again
forget() {
	"$BACKPORT" -q tree rm k
	git --git-dir="$linux" repack -a -d -q
	git --git-dir="$linux" prune --expire=now
}
for source in k k.tar.gz 'src --rev HEAD'; do
	# shellcheck disable=SC2086 # the words of $source
	killed 0 tree add k $source || :
	is "$got" 0 "$source is added, in $(cat "$tmp/calls") calls that change the disk"
	forget
	for n in $(some "$(cat "$tmp/calls")"); do
		# shellcheck disable=SC2086 # the words of $source
		killed "$n" tree add k $source
		ok $? "add of $source is killed in front of call $n"
		check_killed "add of $source killed in front of call $n"
		"$BACKPORT" -q tree list | grep -q '^k ' && forget
	done
	# shellcheck disable=SC2086 # the words of $source
	status 0 "then $source goes in" "$BACKPORT" tree add k $source
	is "$(git --git-dir="$linux" rev-parse 'refs/bases/k^{tree}')" "$tree" 'as it is'
	is "$(left)" "$clean" 'and nothing is left'
	is "$(find "$linux/objects/pack" ! -name 'pack-*' -type f)" '' 'no temporary either'
	forget
done
"$BACKPORT" -q tree add k k >/dev/null
n=1
while killed $n tree rm k; do
	check_killed "rm killed in front of call $n"
	if ! "$BACKPORT" -q tree list | grep -q '^k '; then
		holds 'and where the base is gone, so is what was told of it' test ! -e "$linux/bases/k"
		"$BACKPORT" -q tree add k k >/dev/null
	fi
	n=$((n + 1))
done
holds "rm changes the disk in $((n - 1)) calls" test $n -gt 2

# What is complete when it is killed lands with the next import.
mkdir -p "$linux/incoming/objects/pack"
printf 'late\n%s\n' "$(git --git-dir="$linux" rev-parse refs/bases/first)" >"$linux/incoming/ready"
printf '2020-01-01T00:00:00Z\n16\nsomewhere\n' >"$linux/incoming/base"
: >"$linux/refs/bases/late.lock"
status 0 'an import after a complete but killed one' "$BACKPORT" tree add second k/2
matches "$("$BACKPORT" tree list)" '^late .* 16 files .*2020-01-01 .*somewhere' 'lands both'
is "$(left)" "$clean" 'and nothing is left'

: >"$linux/refs/bases/late.lock"
: >"$linux/shallow.lock"
: >"$linux/objects/pack/tmp_pack_xyz"
status 0 'a removal after a killed one' "$BACKPORT" tree rm late
is "$(left)$(find "$linux/objects/pack" ! -name 'pack-*' -type f)" "$clean" 'and nothing is left'

# What an apply writes beside an import is its own; it holds its lock.
: >"$linux/objects/pack/tmp_pack_held"
: >"$linux/objects/pack/tmp_pack_left"
flock "$linux/objects/pack/tmp_pack_held" "$BACKPORT" -q tree add beside k/3 >/dev/null
is "$(find "$linux/objects/pack" -name 'tmp_*')" "$linux/objects/pack/tmp_pack_held" 'a pack that is being written stays'
rm "$linux/objects/pack/tmp_pack_held"

# Not alone
"$BACKPORT" -q tree add p1 k >/dev/null & "$BACKPORT" -q tree add p2 k.tar.gz >/dev/null &
"$BACKPORT" -q tree add p3 src --rev HEAD >/dev/null & wait
for p in p1 p2 p3; do
	is "$(git --git-dir="$linux" rev-parse "refs/bases/$p^{tree}")" "$tree" "$p, one of three at once, is in"
done

# The program that does the work fails
mkdir bin
printf '#!/bin/sh\necho "fatal: no wish to" >&2\nexit 1\n' >bin/git
chmod 755 bin/git
for source in k k.tar.gz; do
	status 128 "git fails under $source" env PATH="$tmp/bin:$PATH" "$BACKPORT" tree add bad "$source"
	matches "$said" 'git failed: fatal: no wish to' 'and its words are said'
done
status 128 'no git at all' env PATH=/nowhere "$BACKPORT" tree add bad k
matches "$said" "cannot run 'git': No such file" 'is said'

# A full disk
mkdir full
if mount -t tmpfs -o size=1m tmpfs full 2>/dev/null; then
	for source in k k.tar.gz 'src --rev HEAD'; do
		# shellcheck disable=SC2086 # the words of $source
		status 128 "a full disk under $source" env BACKPORT_CACHE="$tmp/full" "$BACKPORT" tree add k $source
		matches "$said" '(No space left on device|Out of diskspace).*; .backport tree gc. frees what the cache does not need, or set BACKPORT_CACHE to a folder of a larger disk' 'is said, with what to do'
		matches "$(du -sk full | cut -f1)" '^[0-9]{1,2}$' 'and given back'
	done
	status 128 'a full disk under a checkout' "$BACKPORT" tree checkout p1 full/co
	matches "$said" 'full/co/.*No space left on device' 'is said'
	umount full
else
	skip 'a full disk: no permission to mount a small one'
fi
done_testing
