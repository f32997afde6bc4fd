#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# One series over many bases, and what status says of the branches.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@localhost
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@localhost
cd "$tmp"

# Releases r.1 .. r.12: from 4 on the file is longer in front, 7 has the fix, 10 rewrites the place.
git -c init.defaultBranch=main init -q k
mkdir k/lib patches
seq 1 40 | sed 's/.*/int line_&;/' >k/lib/a.c
git -C k add -A
git -C k commit -qm base
sed 's/line_20;/line_20 = 1;/' k/lib/a.c >fixed
(cd k && cp ../fixed lib/a.c && git diff >../patches/fix.patch && git checkout -q lib/a.c)
echo fix.patch >series
n=1
while [ $n -le 12 ]; do
	case $n in
	4) sed -i '1i// one\n// two' k/lib/a.c ;;
	7) sed -i 's/line_20;/line_20 = 1;/' k/lib/a.c ;;
	10) sed -i 's/line_\(1.\|2.\)/other_\1/' k/lib/a.c ;;
	esac
	echo $n >k/other
	git -C k add -A
	git -C k commit -qm $n
	git -C k tag r.$n
	n=$((n + 1))
done

status 1 'a refusal anywhere is exit status 1' "$BACKPORT" apply --bases "$tmp/k@r.*" --series series --patches patches
matches "$said" '^r.1 .. r.3 +3  takes it, exact$' 'the first three take it'
matches "$said" '^r.4 .. r.6 +3  takes it, offset$' 'the next with an offset'
matches "$said" '^r.7 .. r.9 +3  has it$' 'then they have it'
matches "$said" '^r.10 .. r.12 +3  refuses it: fix.patch: lib/a.c: hunk 1 fits nowhere' 'then they refuse it'
matches "$said" '^12 releases: 6 take it, 3 have it, 3 refuse it; 4 different states' 'each state of the file is judged once'
status 0 'none that refuses is exit status 0' "$BACKPORT" apply --bases "$tmp/k@r.[1-9]" --series series --patches patches --json
is "$(printf '%s\n' "$said" | wc -l)" 9 'a line of JSON a release'
matches "$said" '^\{"base":"r.5","tree":"[0-9a-f]{40}","state":"takes","placed":"offset","reason":""\}$' 'with its state'
status 125 'no release is nothing to judge' "$BACKPORT" apply --bases "$tmp/k@x*" --series series --patches patches
matches "$said" "no base matches" 'and is said'
status 0 'bases of the cache' sh -c "for i in 1 5; do '$BACKPORT' tree add r.\$i '$tmp/k' --rev r.\$i || exit; done; '$BACKPORT' apply --bases 'r.*' --series series --patches patches"
matches "$said" '^r.5 +1  takes it, offset' 'are known by their names'

# The same names are not there, but in one release no folder can be; or a folder holds more than the patch removes.
git -c init.defaultBranch=main init -q kinds
mkdir -p kinds/e
echo 1 >kinds/k
echo x >kinds/e/x
git -C kinds add -A && git -C kinds commit -qm 1 && git -C kinds tag w.1
echo file >kinds/d
git -C kinds add -A && git -C kinds commit -qm 2 && git -C kinds tag w.2
rm kinds/d
echo y >kinds/e/y
git -C kinds add -A && git -C kinds commit -qm 3 && git -C kinds tag w.3
printf '%s\n' 'diff --git a/d/x b/d/x' 'new file mode 100644' '--- /dev/null' '+++ b/d/x' '@@ -0,0 +1 @@' '+x' >d.patch
printf '%s\n' 'diff --git a/e/x b/e/x' 'deleted file mode 100644' '--- a/e/x' '+++ /dev/null' '@@ -1 +0,0 @@' '-x' \
	'diff --git a/e b/e' 'new file mode 100644' '--- /dev/null' '+++ b/e' '@@ -0,0 +1 @@' '+x' >e.patch
status 1 'a folder cannot be where a file is' "$BACKPORT" apply --bases "$tmp/kinds@w.*" d.patch
matches "$said" "^w.2 +1  refuses it: d.patch: d/x: 'd' is a file" 'which only one release has'
status 1 'a file cannot be where a folder stays' "$BACKPORT" apply --bases "$tmp/kinds@w.*" e.patch
matches "$said" "^w.3 +1  refuses it: e.patch: e: is a folder" 'which only one release has'

# What a patch brings reaches the terminal made safe.
esc=$(printf '\033')
sed "s,/lib/a.c,/lib/${esc}[31m.c," patches/fix.patch >patches/escape.patch
echo escape.patch >escape
status 1 'an escape sequence in a name' "$BACKPORT" apply --bases "$tmp/k@r.1" --series escape --patches patches
ok "$(case $said in *"$esc"*) echo 1 ;; *) echo 0 ;; esac)" 'is shown as ?'

# status
mkdir -p p/series p/patches/one p/patches/two p/patches/three
cat >p/backport.conf <<-EOT
[fix "it"]
	upstream = 0123456789012345678901234567890123456789
	subject = it
	since = r.7
	patch = fix.patch
	check = it
[target "t"]
	arch = powerpc
	cross = powerpc64le-linux-gnu-
	image = vmlinux
	fragment = kconfig/t
	qemu = qemu-system-ppc64
[branch "one"]
	base = r.1
	fix = it
	target = t
[branch "two"]
	base = r.8
	fix = it
	target = t
[branch "three"]
	base = r.11
	fix = it
	target = t
[branch "four"]
	base = r.5
	fix = it
	target = t
[branch "five"]
	base = r.99
	fix = it
	target = t
EOT
for b in one two three five; do
	mkdir -p p/patches/$b
	cp patches/fix.patch p/patches/$b/
	cp series p/series/$b
done
for i in 8 11; do
	"$BACKPORT" tree add r.$i k --rev r.$i >/dev/null
done
status 1 'status is 1 when something is not as wanted' "$BACKPORT" -C p status
matches "$said" '^one .* exact +it: carried$' 'a series that carries the fix'
matches "$said" '^two .* merged +it: in the base$' 'a base that has it'
matches "$said" '^three .* refused +it: refused$' 'a series that does not apply'
matches "$said" 'patches/three/fix.patch does not apply' 'with its patch'
matches "$said" '^four .* none +it: needed$' 'a branch without a series'
matches "$said" '^five .* unknown$' 'a base that is not there'
matches "$said" 'backport tree add five SOURCE' 'with how to get it'
status 0 'one branch that is well' "$BACKPORT" -C p status one
status 0 'or has the fix' "$BACKPORT" -C p status two --json
matches "$said" '^\{"branch":"two","base":"r.8","tree":"[0-9a-f]{40}","fixes":\{"it":"in the base"\},"series":"merged","reason":""\}$' 'as JSON'
name=$(printf 'by\377te.patch')
sed 's,lib/a.c,lib/gone.c,' p/patches/one/fix.patch >"p/patches/three/$name"
echo "$name" >p/series/three
status 1 'a patch whose name is not UTF-8' "$BACKPORT" -C p status three --json
matches "$said" '^\{"branch":"three".*by\?te.patch does not apply' 'leaves the branch its line'
cp series p/series/three
# A fix's own patch that changes nothing would make before and after one.
cp p/patches/one/fix.patch fix.patch
for text in '' 'Notes about the fix.' '> quoted: --- a/f'; do
	echo "$text" >p/patches/one/fix.patch
	status 1 "no diff: ${text:-empty}" "$BACKPORT" -C p apply one --check
	matches "$said" "patches/one/fix.patch is a fix's own patch, and it has no diff" 'is refused'
	status 1 'as a stage of the matrix' "$BACKPORT" -C p apply one --stage
	matches "$said" "it has no diff that changes anything" 'with the reason'
	status 1 'and in status' "$BACKPORT" -C p status one
done
printf 'diff --git a/a b/a\nold mode 100644\nnew mode 100644\n' >p/patches/one/fix.patch
status 1 'a diff that asks for nothing' "$BACKPORT" -C p apply one --check
cp fix.patch p/patches/one/fix.patch
echo 'A cover letter.' >p/patches/one/cover.patch
sed -i '1i cover.patch' p/series/one
status 0 'a cover letter beside it is nobody'"'"'s fix' "$BACKPORT" -C p apply one --check
matches "$said" '^applied +cover.patch .empty.$' 'and said to be empty'
status 1 'quietly' "$BACKPORT" -C p -q apply three --check
is "$said" 'refused  fix.patch
1 refused, 0 applied, 0 merged, 0 not tried: nothing written' '-q names a refused patch, and no hunk'
status 125 'none to judge' "$BACKPORT" -C p status five
status 128 'an unknown branch' "$BACKPORT" -C p status six
matches "$said" "no branch 'six'" 'is named'
done_testing
