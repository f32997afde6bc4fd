#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What nobody would keep in a series, or name as a base, a ref or a folder: taken
# where it does no harm, else refused with one sentence and nothing written.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@localhost
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@localhost
cd "$tmp"

git -c init.defaultBranch=main init -q k
seq 1 90 >k/f
git -C k add f
git -C k commit -qm base
mkdir p elsewhere
printf -- '--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n 1\n-2\n+two\n 3\n' >p/ok
cp p/ok elsewhere/
base=$tmp/k@main
apply() {
	"$BACKPORT" apply --base "$base" --patches p "$@"
}
# of NAME...: a series
of() {
	printf '%s\n' "$@" >series
}
of ok
tree=$(apply --series series --check | sed -n 's/^tree //p')

# Patches
ln -s ok p/inside
ln -s ../elsewhere/ok p/outside
ln -s "$tmp/elsewhere/ok" p/absolute
ln -s ../elsewhere p/folder
ln -s nothing p/dangling
ln -s circle p/circle
mkfifo p/pipe
of inside
status 0 'a link within the folder of patches is followed' apply --series series --check
matches "$said" "^tree $tree" 'to what it names'
for name in outside absolute folder/ok; do
	of "$name"
	status 128 "a link out of it is not ($name)" apply --series series --check
	matches "$said" "series:1: .*leaves p" 'with series and line'
done
for name in dangling circle; do
	of "$name"
	status 128 "a link to nothing is refused ($name)" apply --series series --check
	matches "$said" "$name" 'by its name'
done
of pipe
status 128 'a pipe is no patch' timeout 20 "$BACKPORT" apply --base "$base" --patches p --series series --check
matches "$said" 'p/pipe: is no file' 'and it is said'
of ok
ln -s p q
status 0 'the folder itself may be a link' "$BACKPORT" apply --base "$base" --patches q --series series --check
is "$(echo ok | apply --series /dev/stdin --check | sed -n 's/^tree //p')" "$tree" 'a series may come through a pipe'
status 128 'a folder without patches is no series' apply --series p --check
matches "$said" 'p: this folder has neither a series file nor a patch' 'and it is said'

# Names
printf 'diff --git "a/new\\nline" "b/new\\nline"\nnew file mode 100644\n--- /dev/null\n+++ "b/new\\nline"\n@@ -0,0 +1 @@\n+x\n' >p/newline
of newline
status 0 'a file name may have a line end' apply --series series --check --json
matches "$said" '"file":"new\\nline"' 'which JSON quotes'
printf 'diff --git "a/o\\377" "b/n\\377"\nsimilarity index 100%%\nrename from "o\\377"\nrename to "n\\377"\n' >p/bytes
of bytes
status 1 'a name that is not UTF-8' apply --series series --check --json
matches "$said" "^\{\"patch\":\"bytes\",.*\"reason\":\"no such file in the tree: 'o\?'\"" 'is in the reason, made safe'
git -c init.defaultBranch=main init -q bytes
git -C bytes -c user.name=A -c user.email=a@localhost commit -q --allow-empty -m 1
git -C bytes tag v1
status 1 'a table of bases has' "$BACKPORT" apply --bases "$tmp/bytes@v*" --patches p --series series --json
matches "$said" "^\{\"base\":\"v1\",.*\"reason\":\"bytes: n\?: no such file in the tree: 'o\?'\"" 'the reason, too'
printf 'no\033[31mred\n' >series
status 128 'a patch name with an escape' apply --series series --check
matches "$said" "no such patch 'no\?\[31mred'" 'cannot steer the terminal'

# Sizes
i=0
mkdir many
while [ $i -lt 50 ]; do
	printf -- '--- a/f\n+++ b/f\n@@ -%d +%d @@\n-%d\n+x%d\n' $((i + 20)) $((i + 20)) $((i + 20)) $i >many/$i
	i=$((i + 1))
done
awk 'BEGIN { for (i = 0; i < 10000; i++) print i < 50 ? i : "empty" i }' >series
seq 50 9999 | sed 's,^,many/empty,' | xargs touch
status 0 'a series of 10,000 patches' "$BACKPORT" apply --base "$base" --patches many --series series --check
is "$(printf '%s\n' "$said" | grep -c ^applied)" 10000 'is applied'
awk 'BEGIN {
	print "--- a/n\n+++ b/n"
	for (i = 0; i < 100000; i++)
		printf "@@ -%d,3 +%d,3 @@\n %d\n-%d\n+x\n %d\n", 4*i+1, 4*i+1, 4*i+1, 4*i+2, 4*i+3
}' >p/hunks
mkdir big
seq 1 400000 >big/n
of hunks
status 0 '100,000 hunks on a file' timeout 300 "$BACKPORT" apply --base "$tmp/big" --patches p --series series --check
awk '/^@@/ { n++ } { print > (n ? "tail" : "head") }' p/hunks
{
	cat head
	awk '/^@@/ { n++ } { a[n] = a[n] $0 "\n" } END { while (n) printf "%s", a[n--] }' tail
} >p/backwards
of backwards
status 0 'from the last to the first' timeout 300 "$BACKPORT" apply --base "$tmp/big" --patches p --series series --check

sed 's/^@@ -\([0-9]*\)\(,3 +\)[0-9]*/@@ -\11\2\11/' p/hunks >p/offset
of offset
status 0 'all at an offset' timeout 300 "$BACKPORT" apply --base "$tmp/big" --patches p --series series --check
is "$(printf '%s\n' "$said" | grep -c 'fits at line .* (offset')" 100000 'that each of them has'
awk 'NR > 2 && /^-/ { n = substr($0, 2); $0 = "-no" }
	/^\+x/ { $0 = "+" n }
	{ print }' p/hunks >p/merged
of merged
status 0 'all merged' timeout 300 "$BACKPORT" apply --base "$tmp/big" --patches p --series series --check
matches "$said" '^merged +merged' 'is said of the patch'
mkdir twice reversed
for i in 1 2 3 4; do seq 1 100000; done >twice/n
awk 'BEGIN {
	print "--- a/n\n+++ b/n"
	for (i = 0; i < 100000; i++)
		printf "@@ -%d,3 +%d,3 @@\n %d\n-%d\n+x\n %d\n", 4*i+5, 4*i+5, i % 99998+1, i % 99998+2, i % 99998+3
}' >p/ambiguous
of ambiguous
status 1 'all ambiguous' timeout 300 "$BACKPORT" apply --base "$tmp/twice" --patches p --series series --check
awk '{ a[NR] = $0 } END { for (i = 399997; i > 0; i -= 4) for (k = 0; k < 4; k++) print a[i + k] }' big/n >reversed/n
of hunks
status 0 'all in another order than in the file' timeout 300 "$BACKPORT" apply --base "$tmp/reversed" --patches p --series series --check
awk 'BEGIN {
	print "--- a/n\n+++ b/n"
	for (i = 0; i < 100000; i++)
		printf "@@ -%d,3 +%d,3 @@\n %d\n-nothing\n+x\n %d\n", 4*i+1, 4*i+1, 4*i+1, 4*i+3
}' >p/nowhere
of nowhere
status 1 'or hunks that fit nowhere' timeout 300 "$BACKPORT" apply --base "$tmp/big" --patches p --series series --check
is "$(printf '%s\n' "$said" | grep -c 'fits nowhere')" 100000 'are all refused'
is "$(printf '%s\n' "$said" | grep -c 'nearest is line')" 20 'the first of them with what is nearest'
matches "$said" 'nearest place of 99980 more hunks was not looked for' 'which is said'
# A sanitizer needs more memory of its own than any limit here; without a limit 300 sections are enough.
limit=1000000 sections=3000
! grep -q __asan_ "$BACKPORT" || limit=unlimited sections=300
awk -v n=$sections 'BEGIN {
	for (i = 0; i < n; i++)
		printf "--- a/n\n+++ b/n\n@@ -%d,3 +%d,3 @@\n %d\n-%d\n+x\n %d\n", 4*i+1, 4*i+1, 4*i+1, 4*i+2, 4*i+3
}' >p/sections
of sections
status 0 "$sections sections on a file of 3 MB, in less memory than its versions" \
	sh -c "ulimit -v $limit; exec timeout 300 '$BACKPORT' apply --base big --patches p --series series --check"

# What repeats: each took minutes when places were tried one by one.
mkdir repeats
awk 'BEGIN {
	for (i = 0; i < 600000; i++)
		print "a"
	print "U"
}' >repeats/n
awk 'BEGIN {
	print "--- a/n\n+++ b/n\n@@ -5,3 +5,200003 @@\n a\n a"
	for (i = 1; i < 200000; i++)
		print "+a"
	print "+c\n U"
}' >p/postimage
of postimage
status 0 'a long postimage of equal lines' timeout 20 "$BACKPORT" apply --base "$tmp/repeats" --patches p --series series --check
awk 'BEGIN {
	print "first\nint f(void)\n{\n\tunique();"
	for (i = 0; i < 400000; i++)
		print "\ta();"
	print "}"
}' >repeats/n
awk 'BEGIN {
	print "--- a/n\n+++ b/n\n@@ -2,3 +2,3 @@\n {\n-\tunique();\n+\tuniq();\n \ta();"
	for (i = 0; i < 20000; i++)
		printf "@@ -%d,3 +%d,3 @@ int f(void)\n \ta();\n-\ta();\n+\tb();\n \ta();\n", 10 + 9 * i, 10 + 9 * i
}' >p/drift
of drift
status 1 'hunks that fit everywhere behind an offset' timeout 60 "$BACKPORT" apply --base "$tmp/repeats" --patches p --series series --check
is "$(printf '%s\n' "$said" | grep -c 'fits equally well')" 20000 'are each ambiguous'

# A few bytes that stand for many
git -c init.defaultBranch=main init -q zero
git -C zero commit -q --allow-empty -m base
for i in 1 2 3 4; do
	truncate -s 40M zero/$i
done
git -C zero add .
git -C zero diff --cached --binary >p/zeros
of zeros
status 128 'zeros of 160 MB in a patch of a few kB' "$BACKPORT" apply --base "$tmp/repeats" --patches p --series series --check
matches "$said" ' 4: with it, the patch makes more than 128 MiB of binary files: split it' 'is refused with the limit'

# Bases and refs
of ok
mkdir odd
cp k/f odd/
mkfifo odd/pipe
status 128 'a base with a pipe in it' "$BACKPORT" apply --base "$tmp/odd" --patches p --series series --check
matches "$said" 'odd/pipe: neither a file, a folder nor a link; remove it' 'is said, with what to do'
for ref in HEAD refs/heads/main main 'refs/heads/a b' ../x refs/../x ''; do
	status 128 "no commit to '$ref'" apply --series series --commit "$ref"
done
git -C k branch taken
status 128 'nor under a branch' apply --series series --commit taken/x
is "$(git -C k for-each-ref --format='%(refname)' | tr '\n' ' ')" 'refs/heads/main refs/heads/taken ' 'none is made or moved'
is "$(git -C k status --short)" '' 'and the work tree is as it was'

# Folders
mkdir mine
echo mine >mine/file
ln -s mine tomine
for dir in mine tomine k k/.git; do
	status 128 "a folder of others is not written to ($dir)" apply --series series --checkout "$dir"
	matches "$said" "$dir: it holds files that no checkout wrote" 'and it is said'
done
is "$(ls -A mine)" file 'it is as it was'
: >file
status 128 'a file is no folder' apply --series series --checkout file
for cache in /proc/none "$tmp/file"; do
	status 128 "no cache at $cache" env BACKPORT_CACHE="$cache" "$BACKPORT" apply --base v0 --patches p --series series
	matches "$said" 'set BACKPORT_CACHE to a folder that can be written' 'says what to do'
done

# At once
"$BACKPORT" -q tree add k k --rev main >/dev/null
for i in 1 2 3 4; do
	"$BACKPORT" apply --base k --patches p --series series --checkout "$tmp/out" >"said.$i" 2>&1 &
done
wait
is "$(cat said.* | grep -c "^tree $tree")" 4 'four at once on one cache and one folder'
is "$(git -C out hash-object -t blob f)" "$(git -C k rev-parse "$tree:f" 2>/dev/null || git -C cache/linux.git rev-parse "$tree:f")" 'leave it right'
is "$(git -C cache/linux.git fsck --full --no-dangling 2>&1 | grep -v notice)" '' 'and the cache sound'
done_testing
