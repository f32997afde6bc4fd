#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A branch with several fixes has a step for each: their trees, kernels and results, over stubs.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org

cp -r "$tmp/linux" "$tmp/from"
words a0 b0 c0 d0 e0 fixed >"$tmp/from/init/main.c"
cp "$tmp/from/init/main.c" "$tmp/words"
variant f a0 'int a1;'
variant support b0 'int b1;'
variant g c0 'int c1;'
variant fixup a1 'int a2;'
variant trailing d0 'int d1;'
variant undo c1 'int c0;'
for fix in g fixup undo; do
	cat >>backport.conf <<-END
	[fix "$fix"]
		upstream = 0123456789012345678901234567890123456789
		patch = $fix.patch
		check = ownership
		signature = owned-base
	END
done
cp backport.conf "$tmp/one.conf"

# branch BASE FIX...: v1 has these fixes, in this order, on the base of these words
branch() {
	rm -rf "$tmp/base" out
	cp -r "$tmp/from" "$tmp/base"
	# shellcheck disable=SC2086 # words
	for word in $1; do
		sed -i "s/int ${word%?}.;/int $word;/" "$tmp/base/init/main.c"
	done
	shift
	sed '/^\tfix = f$/d' "$tmp/one.conf" >backport.conf
	for fix; do
		sed -i "s/^\tbase = v1.0/&\n\tfix = $fix/" backport.conf
	done
	"$BACKPORT" tree add v1 "$tmp/base" >/dev/null 2>&1
}
# input NAME: of the apply stage
input() {
	sed -n 's/^    "'"$1"'": "\(.*\)",\{0,1\}$/\1/p' out/v1/apply.json
}
# steps: the words of each step's tree, as apply.json names it; with * the base's
steps() {
	for step in before step1 step2 step3 after; do
		tree=$(input "$step")
		[ -n "$tree" ] || continue
		git --git-dir="$BACKPORT_CACHE/linux.git" show "$tree:init/main.c" | sed -n 's/^int \([a-d].\);$/\1/p' |
			tr '\n' ' ' | sed "s/ *\$/ $step,/"
	done
	echo
	input 'base is'
}
apply() {
	"$BACKPORT" -q apply v1 --stage || :
}

series f g
branch '' g f
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b0 c1 d0 after,
before' 'two fixes, in the order of the series'
is "$(input fixes)" 'f, g' 'which are named'

# in_base: which of the fixes the base has
in_base() {
	tr -d ' \n' <out/v1/apply.json | grep -o '"fix":"[^"]*","in_base":true' | sed 's/"fix":"\([^"]*\)".*/\1/'
}

branch 'a1' f g
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b0 c1 d0 after,
step1' 'a fix in the base, and one in the series'
is "$(in_base)" f 'it is said which'

branch 'c1' f g
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b0 c1 d0 after,
between' 'a fix in the base, behind one in the series: the base is no step'

branch 'a1 c1' f g
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b0 c1 d0 after,
after' 'both in the base'

series f g fixup
branch '' f g fixup
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b0 c1 d0 step2,a2 b0 c1 d0 after,
before' 'a fix of a fix, both in the series'

branch 'a2' f g fixup
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b0 c1 d0 step2,a2 b0 c1 d0 after,
between' 'a fix of a fix, both in the base'

branch 'a2' g
apply
is "$(steps)" 'a0 b0 c0 d0 before,a2 b0 c1 d0 after,
between' 'two patches of no fix in the base, one over the other'
status 0 'their status' "$BACKPORT" status v1
matches "$said" 'v1 .* exact .*g: carried' 'is by what the base has, not by each patch alone'

series trailing g support
branch 'c1 d1' g
apply
is "$(steps)" 'a0 b0 c0 d0 before,a0 b1 c1 d1 after,
between' 'a patch of no fix that the base lacks, beside a fix that it has: the base is no step'

series f g fixup
branch 'a1' f g fixup
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b0 c1 d0 step2,a2 b0 c1 d0 after,
step1' 'a fix of a fix, the first one in the base'

series f support g trailing
branch '' f g
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b1 c1 d1 after,
before' 'what supports the next fix is of its step, what follows the last of the last one'

series support f g
branch '' f g
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b1 c0 d0 step1,a1 b1 c1 d0 after,
before' 'what stands before the first fix is of its step'

series f g
branch '' f g fixup
apply
is "$(steps)" 'a0 b0 c0 d0 before,a1 b0 c0 d0 step1,a1 b0 c1 d0 after,
before' 'a fix without a patch in the series makes no step'

series f g f
branch '' f g
for stage in 'apply v1 --stage' 'objects v1' 'build v1 --step 1'; do
	# shellcheck disable=SC2086 # words
	status 128 "a patch twice in the series: $stage" "$BACKPORT" $stage
done
matches "$("$BACKPORT" apply v1 --stage 2>&1 || :)" "series/v1:3: patch 'f.patch' is there already, on line 1; name it once" 'says so'
is "$(calls)" '' 'and builds nothing'

# a series that does not apply: the sentence of the step that fails
series f g
branch 'c3' f g
status 1 'a fix that does not apply' "$BACKPORT" apply v1 --stage
matches "$said" 'patches/v1/g.patch does not apply' 'which one'


stages() {
	for stage in "$@"; do
		printf '%s ' "$(json "$stage" outcome)"
	done
}
# compiled STAGE: the sources that were compiled
compiled() {
	sed -n 's/^.* -c -o \(.*\)\.o .*/\1/p' "out/v1/$1.log" | sort | tr '\n' ' '
}
# folders: whose objects are kept; what is in use has its name in .obj
folders() {
	{
		cat "$work/.obj"
		echo
		cd "$work"
		ls -d obj.*
	} | sed 's/^obj\.//' | sort | tr '\n' ' '
}

# each step is built from the objects of the one before
fault ''
series f g fixup trailing
branch '' f g fixup
matrix
is "$(stages build.before build.step1 build.step2 build.after)" 'PASS PASS PASS PASS ' 'each step is built'
matches "$(json build.before tree)$(sed -n 's/^    "tree": "\(.*\)",*$/\1/p' out/v1/build.step1.json)" "^$(input step1)$" 'of its tree'
is "$(compiled build.step1)$(compiled build.step2)$(compiled build.after)" 'init/main init/main init/main ' 'compiling what differs'
is "$(folders)" 'after before ' 'objects of two steps are kept'
is "$(sed -n 's/^int \([a-d].\);$/\1/p' "$work/step2/vmlinux" | tr '\n' ' ')" 'a1 b0 c1 d0 ' 'each has its own kernel'
fault ''
matrix
is "$(grep -v boot "$STUB/calls" || :)" '' 'nothing is built again'

# the set of fixes changes
series f g
branch '' f g
matrix
"$BACKPORT" verdict v1 >"$tmp/said" 2>&1 || :
is "$(grep -c stale "$tmp/said")" 0 'results of two fixes'
cp -r out "$tmp/two"
series f g fixup
branch '' f g fixup
cp -r "$tmp/two" out
status 125 'with one more, they are stale' "$BACKPORT" verdict v1
matches "$said" 'series/v1 has changed since' 'says so'
series g f
branch '' f g
cp -r "$tmp/two" out
status 125 'so are they in another order' "$BACKPORT" verdict v1
series f g
branch '' f
cp -r "$tmp/two" out
status 125 'and with one less' "$BACKPORT" verdict v1
matches "$said" 'apply is stale, ' 'says so'
series f g fixup trailing
branch '' f g fixup
matrix

# a step alone
status 0 'a step by its number' "$BACKPORT" build v1 --step 2 --force
is "$(compiled build.step2)" 'init/main ' 'goes on from the first one'
is "$(folders)" 'before step2 ' 'whose objects are kept, and its own'
status 129 'a step that is not there' "$BACKPORT" build v1 --step 4
matches "$said" "--step '4': wanted before, after or a number up to 3, the steps of v1" 'says which are'
status 129 'one that no branch has' "$BACKPORT" plan --step 4
"$BACKPORT" plan --step 1 --force boot.1 >"$tmp/plan"
is "$(grep -c 'step1 --force$' "$tmp/plan") $(grep -Ec 'before|after' "$tmp/plan")" '1 0' 'plan of a step alone'

# the base in between: the origin is built first, and once
branch 'a1' f g fixup
fault ''
matrix
is "$(stages build.before build.step1 build.step2 build.after)" 'PASS PASS PASS PASS ' 'a base between two steps'
is "$(compiled build.step1)" 'init/main ' 'which is built first, for its objects'
is "$(compiled build.step2)" 'init/main ' 'and the next goes on from it'

# a step with the tree of another one
series f g undo
sed -i 's/^ int a2;/ int a1;/; s/^ int b1;/ int b0;/; s/^ int d1;/ int d0;/' patches/v1/undo.patch
branch '' f g undo
fault ''
matrix
is "$(stages build.before build.step1 build.step2 build.after)" 'PASS PASS PASS PASS ' 'a fix that takes another back'
is "$(json build.after reason)" 'it has the tree of step1' 'is the step that has its tree'
is "$(json build.after image_sha256)" "$(json build.step1 image_sha256)" 'with its kernel'
is "$(grep -c '^ .*vmlinux' "$STUB/calls")" 3 'which is not built again'

# both boot at once, from the same images
mkdir "$tmp/bin"
cat >"$tmp/bin/stub-qemu" <<'END'
#!/bin/sh
if [ "$1" != --version ] && [ "$1" != -L ] && mkdir "$STUB/first" 2>/dev/null; then
	echo >"$STUB/waits"
	while [ ! -e "$STUB/go" ]; do sleep 0.1; done
fi
exec "$TOP/tests/stub/stub-qemu" "$@"
END
chmod +x "$tmp/bin/stub-qemu"
export TOP
PATH=$tmp/bin:$PATH "$BACKPORT" -q boot v1 --step 1 --force &
pid=$!
soon test -e "$STUB/waits"
status 1 'a boot of the other step' "$BACKPORT" boot v1 --side after --force
touch "$STUB/go"
wait $pid || :
matches "$(cat out/v1/boot.step1.json)" '"retries": 0' 'leaves the initramfs of the first one alone'

# only the first step and the last
series f g fixup trailing
branch '' f g fixup
matrix
matrix --quick
is "$(cd out/v1 && echo build.*.json boot.*.json)" 'build.after.json build.before.json boot.after.json boot.before.json' \
	'a quick matrix has results of two steps'
"$BACKPORT" verdict v1 >"$tmp/said" 2>&1 || :
matches "$(cat "$tmp/said")" 'v1 g: ' 'and a verdict on each fix'
"$BACKPORT" plan --fix g >"$tmp/plan"
matches "$(cat "$tmp/plan")" 'verdict v1 --fix g$' 'plan of the branches with a fix'
status 128 'a fix that no branch has' "$BACKPORT" plan --fix h
matches "$said" "no branch has a fix 'h'; there are: " 'says so'

# a step goes on from the one before as that is now, not as it was built once
series f g
branch '' f g
cp patches/v1/f.patch "$tmp/f.patch"
sed -i 's,^+int a1;,& /* fixed = */,' patches/v1/f.patch
fault plant
status 0 'a patch that plants an object' "$BACKPORT" build v1 --step 1
matches "$(cat "$work/step1/vmlinux")" planted 'links it into its own kernel'
cp "$tmp/f.patch" patches/v1/f.patch
fault ''
status 0 'the next step, once that patch is another' "$BACKPORT" build v1 --step 2
is "$(grep -c planted "$work/after/vmlinux" || :)" 0 'has nothing of it'

# fifty fixes
# shellcheck disable=SC2046 # words
words $(seq -f 'w%g' 1 50) >"$tmp/from/init/main.c"
cp "$tmp/from/init/main.c" "$tmp/words"
sed '/^\[fix "g"/,$d; /^\[branch/,$d' "$tmp/one.conf" >"$tmp/fifty"
printf '[branch "v1"]\n\tbase = v1.0\n\ttarget = t\n' >>"$tmp/fifty"
nr=1
while [ $nr -le 50 ]; do
	printf '[fix "f%d"]\n\tupstream = 0123456789012345678901234567890123456789\n\tpatch = f%d.patch\n\tcheck = ownership\n' 		$nr $nr >>"$tmp/fifty"
	printf '[branch "v1"]\n\tfix = f%d\n' $nr >>"$tmp/fifty"
	variant f$nr w$nr "int v$nr;"
	nr=$((nr + 1))
done
mv "$tmp/fifty" "$tmp/one.conf"
# shellcheck disable=SC2046 # words
series $(seq -f 'f%g' 1 50)
branch ''
status 0 'a branch with fifty fixes' "$BACKPORT" apply v1 --stage
status 0 'its plan' "$BACKPORT" plan
printf '%s\n' "$said" >"$tmp/plan"
is "$(grep -c '^out/v1/build\..*json:' "$tmp/plan") $(grep -c '^out/v1/boot\..*json:' "$tmp/plan")" '51 51' 'a build and a boot per step'
fault ''
status 0 'the first step' "$BACKPORT" build v1 --step 0
status 0 'one in the middle' "$BACKPORT" build v1 --step 25
is "$(grep -c '^int v[0-9]' "$work/step25/vmlinux")" 25 'has half of the fixes'
done_testing
