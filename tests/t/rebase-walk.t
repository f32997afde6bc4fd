#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport rebase --walk: from which release of a line on each patch stops
# fitting, or is merged.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
export GIT_AUTHOR_NAME='A U Thor' GIT_AUTHOR_EMAIL=author@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# Eleven releases. a.c: merged in v1.4, taken back in v1.9. b.c: its line changes
# in v1.10. c.c: two patches in a row, the first of them refused from v1.6 on.
rel=$tmp/rel
git init -q "$rel"
for f in a b c; do
	printf 'int %s_f(void)\n{\n\tint x = 1;\n\n\tx += 2;\n\treturn x;\n}\n' $f >"$rel/$f.c"
done
cp -r "$rel" "$tmp/edited"
i=0
while [ $i -le 10 ]; do
	case $i in
	4) sed -i 's/return x;/return x + 1;/' "$rel/a.c" ;;
	6) sed -i 's/int x = 1;/long x = 1;/' "$rel/c.c" ;;
	9) sed -i 's/return x + 1;/return x;/' "$rel/a.c" ;;
	10) sed -i 's/return x;/return x - 1;/' "$rel/b.c" ;;
	esac
	echo "v1.$i" >"$rel/release"
	git -C "$rel" add -A
	git -C "$rel" commit -qm "v1.$i"
	git -C "$rel" tag "v1.$i"
	i=$((i + 1))
done
rm -r series patches
mkdir -p series patches/v1
patch() {
	cp "$tmp/edited/$2" "$tmp/was"
	sed -i "$3" "$tmp/edited/$2"
	diff -u --label "a/$2" --label "b/$2" "$tmp/was" "$tmp/edited/$2" >"patches/v1/$1" || :
	echo "$1" >>series/v1
}
patch a.patch a.c 's/return x;/return x + 1;/'
patch b.patch b.c 's/return x;/return x + 1;/'
patch c1.patch c.c 's/int x = 1;/int x = 0;/'
patch c2.patch c.c 's/x += 2;/x += 3;/'
before=$(cat series/v1 patches/v1/*)

status 1 'a walk' "$BACKPORT" rebase v1 --walk "$rel@v1.*" -v
is "$(printf '%s\n' "$said" | sed '/refused/s/\(c\): .*/\1: WHY/')" 'a.patch
  fits     v1.0 to v1.3
  merged   v1.4 to v1.8: a.c:3 in a_f()
  fits     v1.9 to v1.10
b.patch
  fits     v1.0 to v1.9
  refused  v1.10: b.c: WHY
c1.patch
  fits     v1.0 to v1.5
  refused  v1.6 to v1.10: c.c: WHY
c2.patch
  fits     v1.0 to v1.5
  refused  v1.6 to v1.10: c.c: WHY
11 releases, 8 of 44 tries needed' 'tells where each patch changes its state, in the order of versions'
is "$(cat series/v1 patches/v1/*)" "$before" 'and writes nothing'
status 0 'some releases' "$BACKPORT" rebase v1 --walk "$rel@v1.[0-5]"
is "$(printf '%s\n' "$said" | grep -c v1.6 || :)" 0 'are those of the pattern'
status 1 'for programs' "$BACKPORT" --json rebase v1 --walk "$rel@v1.*"
is "$(printf '%s\n' "$said" | head -1)" '{"patch":"a.patch","changes":[{"release":"v1.0","state":"fits","proof":""},{"release":"v1.4","state":"merged","proof":"a.c:3 in a_f()"},{"release":"v1.9","state":"fits","proof":""}]}' 'as JSON'
by_schema rebase 'which is by its schema'
printf '[remote]\n\turl = %s\n' "$rel" >>backport.conf
status 1 'a pattern alone' "$BACKPORT" rebase v1 --walk 'v1.?' -q
status 1 'is of the remote, where the cache has none' "$BACKPORT" rebase v1 --walk 'v1.10'
status 128 'nothing' "$BACKPORT" rebase v1 --walk 'v2.*'
matches "$said" "'v2.\*' names no base of the cache and no tag" 'is said'
status 129 'two ways' "$BACKPORT" rebase v1 --walk 'v1.*' --refresh
git config -f backport.conf target.u.arch arm64
git config -f backport.conf target.u.image arch/arm64/boot/Image
git config -f backport.conf --add branch.v1.target u
status 1 'a branch on two targets' "$BACKPORT" rebase v1 --walk "$rel@v1.10"
matches "$said" '^a.patch$' 'has one series'
echo torn >"$rel/.git/refs/tags/v1.3"
status 128 'a release that cannot be read' "$BACKPORT" rebase v1 --walk "$rel@v1.*"
matches "$said" 'cannot read a release: ' 'is not left out'
status 1 'one that the pattern does not name' "$BACKPORT" rebase v1 --walk "$rel@v1.10"
done_testing
