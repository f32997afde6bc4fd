#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport compare: the folders of tests/compare/, then what needs more than two
# patch files. A folder has upstream.patch and variant.patch, want (the matrix
# that -q prints), outcome (the exit status) and about, a sentence; and, where
# whole functions are to be compared, up/ and down/, the trees that they apply to.
set -u
. "$(dirname "$0")/../tap.sh"
# Outside of any project: in one, paths are said from its root.
cp -r "$TOP/tests/compare" "$tmp/cases"
cd "$tmp/cases" || exit 1
export BACKPORT_CACHE="$tmp/cache"

for want in */want; do
	case=${want%/want}
	(
		cd "$case" || exit 1
		set --
		[ -d up ] && set -- --parent ./up --base ./down
		"$BACKPORT" -q compare --upstream upstream.patch "$@" variant.patch >"$tmp/out" 2>"$tmp/err"
		echo $? | diff outcome - >>"$tmp/err" && diff want "$tmp/out" >>"$tmp/err" || exit 1
		# In some, why: the sentences on what is adapted
		[ ! -e why ] || "$BACKPORT" compare --upstream upstream.patch "$@" variant.patch 2>/dev/null |
			sed -n 's/^variant: hunk \([0-9]*\) .* adapted: /\1 /p' | diff why - >>"$tmp/err"
	)
	ok $? "$case: $(cat "$case/about")"
done

cd flipped-argument || exit 1
run 1 compare --upstream upstream.patch variant.patch
grep -qF 'widget_setup(w, w->bus, [-false-]{+true+});' "$tmp/out"
ok $? 'what differs is shown by word'
grep -q "^variant.patch:43: upstream's hunk 3 (drivers/net/widget.c: widget_take) is adapted and the header gives no reason" "$tmp/err"
ok $? 'the hunk without a reason is named with its line'
# encoded HOW WANT: variant.patch with its body encoded; line 43 stands in line WANT of it
encoded() {
	python3 - "$1" <<-'END' >"$tmp/encoded.patch"
	import binascii, sys
	head, body = open("variant.patch", "rb").read().split(b"\n\n", 1)
	if sys.argv[1] == "base64":
	    lines = [binascii.b2a_base64(body[i:i + 57]) for i in range(0, len(body), 57)]
	else:
	    lines = [binascii.b2a_qp(line) for line in body.splitlines(True)]
	    lines[0] = lines[0][:5] + b"=\n" + lines[0][5:]
	sys.stdout.buffer.write(head + b"\nContent-Transfer-Encoding: " + sys.argv[1].encode() + b"\n\n" + b"".join(lines))
	END
	run 1 compare --upstream upstream.patch "$tmp/encoded.patch"
	grep -q "encoded.patch:$2: upstream's hunk 3 (drivers/net/widget.c: widget_take) is adapted" "$tmp/err"
	ok $? "$1: the line is that of the file"
}
encoded quoted-printable 45
encoded base64 $(($(sed '/^$/q' variant.patch | wc -l) + 2 + $(sed '1,/^$/d; 43q' variant.patch | head -n $((42 - $(sed '/^$/q' variant.patch | wc -l))) | wc -c) / 57))
run 1 --json compare --upstream upstream.patch variant.patch &&
	[ "$(grep -c '"likeness":"identical"' "$tmp/out")" -eq 4 ] &&
	grep -q '"hunk":3,.*"function":"widget_take","likeness":"adapted","reason":"the changed lines differ"' "$tmp/out" &&
	tail -1 "$tmp/out" | grep -q '"worst":"adapted","notes":\[\],"faults":\[\],"outcome":"FAIL"'
ok $? '--json has an object a pair and one a variant'
escape=$(printf '\033')
sed "s/add_device(dev)/add_${escape}[31mdevice(dev)/; s/list_for_each_entry/list_$(printf '\351')ach/" variant.patch >"$tmp/escape.patch"
run 1 compare --upstream upstream.patch "$tmp/escape.patch" && grep -qF 'add_?[31mdevice' "$tmp/out" && ! grep -qF "$escape" "$tmp/out"
ok $? 'a terminal is not told what to do'
run 1 --json compare --upstream upstream.patch "$tmp/escape.patch" && grep -qF 'u001B' "$tmp/out" && ! LC_ALL=C grep -q "$(printf '\351')" "$tmp/out"
ok $? '--json takes any bytes'
cd ../behind-the-free || exit 1
run 1 compare --upstream upstream.patch variant.patch
grep -qF "stands on the other side of 'widget_free(w->table);'" "$tmp/out"
ok $? 'the statement that a call moved past is named'
cd ../past-beyond-context || exit 1
run 0 compare --upstream upstream.patch variant.patch &&
	grep -q "^order: judged by the patches' context alone: upstream's tree is not known; give --repo GITDIR" "$tmp/out"
ok $? 'without trees, order is judged by context, which is said'
run 0 compare --upstream upstream.patch --parent ./up variant.patch &&
	grep -q "^order: judged by the patches' context alone on variant: the tree is not known; give --base TREEISH" "$tmp/out"
ok $? 'without the variant'\''s tree too'
run 0 compare --upstream upstream.patch --parent ./up --base ../enum-beyond-context/down variant.patch &&
	grep -q "on variant: the patch does not apply to ../enum-beyond-context/down" "$tmp/out"
ok $? 'a tree that the patch does not apply to is said'
run 1 compare --upstream upstream.patch --parent ./up --base ./down variant.patch &&
	! grep -q '^order:' "$tmp/out" && grep -qF "stands on the other side of 'widget_free(w);'" "$tmp/out"
ok $? 'with both trees, whole functions are compared'
run 1 --json compare --upstream upstream.patch --parent ./up --base ./down variant.patch && grep -q '"order":"function"' "$tmp/out" &&
	run 0 --json compare --upstream upstream.patch variant.patch && grep -q '"order":"context"' "$tmp/out" &&
	tail -1 "$tmp/out" | grep -q '"unseen":"upstream'
ok $? '--json says what order was judged by'
cd ../parameter || exit 1
run 0 compare --upstream upstream.patch --parent ./up --base ./down variant.patch && ! grep -q '^order:' "$tmp/out"
ok $? 'the order of parameters is judged by the whole head'
run 128 compare --upstream upstream.patch --base ./none variant.patch && grep -q "no tree './none'" "$tmp/err"
ok $? 'a --base that is not there is refused'
run 129 compare --base ./down && grep -q -e '--base is the tree that patch files apply to' "$tmp/err"
ok $? '--base without patch files is a usage error'
cd ../context-before || exit 1
run 0 -v compare --upstream upstream.patch variant.patch ../same/variant.patch &&
	grep -q 'hunk 3 .* context' "$tmp/out"
ok $? '-v shows pairs that differ in context too'
cd .. || exit 1

# Refusals: one sentence each.
run 129 compare --parent x same/variant.patch && grep -q -e '--parent needs --upstream' "$tmp/err"
ok $? 'a parent alone is a usage error'
run 128 compare same/variant.patch && grep -q 'say what to compare the patch files with' "$tmp/err"
ok $? 'patch files without an upstream side are refused'
echo 'no diff here' >"$tmp/none.patch"
run 128 compare --upstream same/upstream.patch "$tmp/none.patch" && grep -q 'no diff in it: nothing to compare$' "$tmp/err"
ok $? 'a variant without a diff is refused'
run 128 compare --upstream "$tmp/none.patch" same/variant.patch && grep -q 'no diff in it: nothing to compare with' "$tmp/err"
ok $? 'an upstream patch without a diff is refused'

gzip -c same/variant.patch >"$tmp/variant.patch.gz"
run 0 -q compare --upstream same/upstream.patch "$tmp/variant.patch.gz"
ok $? 'a packed patch is unpacked'

# More changes in a file than are weighed at once: each still finds its own, in
# a second or two (it took minutes).
# Each array that grows is copied whole under the sanitizers.
nr=30000
[ -z "${ASAN_OPTIONS:-}" ] || nr=3000
many() { # CALL
	printf -- '--- a/big.c\n+++ b/big.c\n'
	awk -v call="$1" -v nr="$nr" 'BEGIN { for (i = 0; i < nr; i++)
		printf "@@ -%d,3 +%d,4 @@ void f%d(void)\n \ta();\n+\t%s(x%d, 1);\n \tb();\n }\n", i * 9 + 1, i * 10 + 1, i, call, i }'
}
many take >"$tmp/many.patch"
many bring >"$tmp/other.patch"
prlimit --cpu=60 timeout 600 "$BACKPORT" -q compare --upstream "$tmp/many.patch" "$tmp/other.patch" >"$tmp/out" 2>"$tmp/err"
[ $? -eq 1 ] && [ "$(grep -c ' adapted$' "$tmp/out")" -eq $nr ]
ok $? 'a patch of very many changes is still paired'

# A project of its own, with a repository that has the upstream commit.
git() { command git -c user.name='A Developer' -c user.email=dev@example.org -c commit.gpgsign=false "$@"; }
up="$tmp/up"
git init -q "$up"
printf 'int f(void)\n{\n\tone();\n\ttwo();\n\tthree();\n}\n\nint g(void)\n{\n\tfour();\n}\n' >"$up/a.c"
git -C "$up" add a.c
git -C "$up" commit -qm 'Begin'
sed -i 's/two/two_fixed/' "$up/a.c"
git -C "$up" commit -qam 'a: Fix two' -m 'It was wrong.'
id=$(git -C "$up" rev-parse HEAD)
p="$tmp/project"
mkdir -p "$p/patches/v4.4" "$p/patches/v4.9"
cat >"$p/backport.conf" <<EOF
[fix "two"]
	upstream = $id
	subject = a: Fix two
	since = v4.11
	patch = two.patch
	check = none
[target "t"]
	arch = powerpc
	cross = none-
	image = vmlinux
	qemu = none
[branch "v4.4"]
	base = v4.4.1
	fix = two
	target = t
[branch "v4.9"]
	base = v4.9.1
	fix = two
	target = t
EOF
for b in v4.4 v4.9; do
	git -C "$up" format-patch -q -1 --stdout | sed "s/^It was/commit $id upstream.\n\n&/" >"$p/patches/$b/two.patch"
done
run 0 -C "$p" -q compare two && grep -q 'upstream: patches/v4.9/two.patch' "$tmp/out"
ok $? 'the newest branch stands in for upstream'
run 125 -C "$p" compare --branch v4.9 && grep -q 'nothing to compare .*patches/v4.9/two.patch with: put' "$tmp/err" && [ ! -s "$tmp/out" ]
ok $? 'a variant is not compared with itself'
run 0 -C "$p" -q compare --branch v4.4 --repo "$up" && grep -q "upstream: commit $(echo "$id" | cut -c1-12) (a: Fix two)" "$tmp/out" && ! grep -q v4.9 "$tmp/out"
ok $? 'the commit is taken from --repo'
run 0 -C "$p" -q compare --upstream "$up@HEAD"
ok $? 'a commit of a repository is upstream'
run 128 -C "$p" -q compare --upstream nosuch && grep -qx "backport: no such patch 'nosuch': neither a file nor a commit (GITDIR@REV, or one of the cache's repository)" "$tmp/err"
ok $? 'what is neither a file nor a commit is said to be neither'
run 128 -C "$p" -q compare --upstream "$up@HEAD^{tree}" && grep -q 'is a tree, not a commit: give --parent' "$tmp/err"
ok $? 'a tree alone is refused'
sed -i 's/four/five/' "$up/a.c"
git -C "$up" commit -qam 'a: Another change'
run 0 -C "$p" -q compare --upstream "$up@HEAD" --parent "$up@HEAD~2" && grep -q "left out: 1 change of upstream's two trees" "$tmp/out"
ok $? "two trees are compared, the other function's change left out"

# The branch's trees are found by themselves.
run 0 -C "$p" compare --branch v4.4 --repo "$up" && grep -q "^order: judged by the patches' context alone on v4.4: .*backport tree add v4.4" "$tmp/out"
ok $? 'what would provide the branch'\''s tree is said'
git -C "$up" tag v4.4.1 HEAD~2
mkdir -p "$p/series"
echo two.patch >"$p/series/v4.4"
run 0 -C "$p" tree add v4.4 "$up" --rev v4.4.1
run 0 -C "$p" compare --branch v4.4 --repo "$up" && ! grep -q '^order:' "$tmp/out" &&
	run 0 -C "$p" --json compare --branch v4.4 --repo "$up" && grep -q '"order":"function"' "$tmp/out"
ok $? 'with the base in the cache, whole functions are compared'
echo 'two.patch -R' >"$p/series/v4.4"
run 1 -C "$p" -q compare --branch v4.4 --repo "$up" && grep -q '  1 a.c f   adapted$' "$tmp/out"
ok $? 'a variant that the series takes back is not the same change'
cp "$p/patches/v4.4/two.patch" "$tmp/two.patch"
sed -i 's|^--- a/|--- |; s|^+++ b/|+++ |; /^diff --git/d' "$p/patches/v4.4/two.patch"
echo 'two.patch -p0' >"$p/series/v4.4"
run 0 -C "$p" -q compare --branch v4.4 --repo "$up" && grep -q '  1 a.c f   identical$' "$tmp/out"
ok $? 'a variant is read with the strip level that the series gives'
cp "$tmp/two.patch" "$p/patches/v4.4/two.patch"
echo two.patch >"$p/series/v4.4"
mkdir -p "$p/patches/upstream"
cp "$p/patches/v4.9/two.patch" "$p/patches/upstream/two.patch"
run 0 -C "$p" -q compare --repo "$up" && grep -q 'upstream: patches/upstream/two.patch' "$tmp/out"
ok $? 'patches/upstream/ comes first, and its patch-id is the commit'\''s'
run 0 -C "$p" compare --branch v4.4 --parent v4.4 && ! grep -q '^order:' "$tmp/out"
ok $? 'and may be given the tree that it applies to'
sed -i 's/two_fixed/two_mended/' "$p/patches/upstream/two.patch"
run 1 -C "$p" -q compare --repo "$up" && grep -q 'has patch-id .* not the same change' "$tmp/err"
ok $? 'an upstream patch that is not the commit is found by patch-id'
rm "$p/patches/upstream/two.patch"
sed -i 's/^Subject: .*/Subject: [PATCH] a: Fix three/' "$p/patches/v4.4/two.patch"
run 1 -C "$p" -q compare --repo "$up" && grep -q "is 'a: Fix two', not 'a: Fix three'" "$tmp/err"
ok $? 'a subject of another commit is an error'
sed -i "s/^commit $id/commit 0123456789012345678901234567890123456789/" "$p/patches/v4.4/two.patch"
run 1 -C "$p" -q compare --repo "$up" && grep -q "claims upstream commit 0123456789012345678901234567890123456789, backport.conf says $id" "$tmp/err" &&
	grep -q "no commit 0123456789012345678901234567890123456789 in $up" "$tmp/err"
ok $? 'a wrong and unknown id is an error that says which'

# An abbreviated id, configured or claimed, is the same commit's.
short=$(echo "$id" | cut -c1-14)
for b in v4.4 v4.9; do
	git -C "$up" format-patch -q -1 --stdout "$id" | sed "s/^It was/commit $short upstream.\n\n&/" >"$p/patches/$b/two.patch"
done
run 0 -C "$p" -q compare --repo "$up"
ok $? 'a claim of the first digits agrees'
sed -i "s/upstream = .*/upstream = $short/" "$p/backport.conf"
run 0 -C "$p" compare --branch v4.4 --repo "$up" && grep -q "upstream: commit $(echo "$id" | cut -c1-12) (a: Fix two)" "$tmp/out" && ! grep -q '^order:' "$tmp/out"
ok $? 'an abbreviated id finds the commit and its trees'
git -C "$up" format-patch -q -1 --stdout "$id" | sed "s/^It was/commit $id upstream.\n\n&/" >"$p/patches/v4.9/two.patch"
run 0 -C "$p" -q compare --repo "$up"
ok $? 'a claim in full agrees with it'
sed -i "s/^commit .*/commit ${short%??}00 upstream./" "$p/patches/v4.9/two.patch"
run 1 -C "$p" -q compare --repo "$up" && grep -q "claims upstream commit ${short%??}00, backport.conf says $short" "$tmp/err"
ok $? 'another does not'
run 128 -C "$p" compare three && grep -q "no fix 'three' in it" "$tmp/err"
ok $? 'an unknown fix is refused'
run 128 -C "$p" compare --branch v9 && grep -q "no branch 'v9'" "$tmp/err"
ok $? 'an unknown branch is refused'
done_testing
