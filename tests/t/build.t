#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Builds: what is built again and what is not, and whose fault a failure is.
# shellcheck disable=SC2317 # build() and gone() are called by what they are handed to
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

build() {
	"$BACKPORT" build v1 --side "$@"
}

# Two sides of one branch
fault ''
status 0 'before is built' build before
matches "$said" '^v1: build.before PASS \(' 'and said'
is "$(json objects outcome)" SKIP 'what the fix touches came first'
is "$(json build.before objects)" 2 'then every other object, and those that after had changed'
is "$(cat "$work/before/vmlinux")" "$(cat "$tmp/linux/init/main.c" "$tmp/linux/mm/vmscan.c")" 'from the base'
is "$(cat "$work/before/.config")" "$(printf '# made\nCONFIG_MODULES=y\nCONFIG_PCI=y\nCONFIG_VFIO=y')" 'as configured, and for the module'
matches "$(cat "$work/before/oracle.ko")" 'int oracle' 'with the oracle'
is "$(json build.before outcome)" PASS 'the result is stored'
is "$(json build.before image_sha256)" "$(sha256sum <"$work/before/vmlinux" | cut -d' ' -f1)" 'and names the image'
fault ''
status 0 'after is built' build after
is "$(json build.after objects)" 1 'from the same objects: one file'
matches "$(cat "$work/after/vmlinux")" 'fixed = 1' 'with the fix'
matches "$(cat "$work/before/vmlinux")" 'fixed;' 'and before is still there'
is "$(calls)" "$(printf ' vmlinux modules_prepare modules\n modules')" 'the configuration was not made again'

# Keys
fault ''
status 0 'an unchanged build' build after
matches "$said" 'PASS \(stored\)' 'is not done again'
is "$(calls)" '' 'make is not run'
status 0 '--force' build after --force
is "$(calls | wc -l)" 2 'runs it'
rm -rf "$work/after"
fault ''
status 0 'images that are gone' build after
is "$(calls | wc -l)" 2 'are built again'
echo 'CONFIG_E100=y' >>kconfig/t.config
fault ''
status 0 'another fragment' "$BACKPORT" -v build v1 --side after
matches "$said" 'again: config changed' 'is named as the reason'
matches "$(calls)" allnoconfig 'configures'
matches "$(cat "$work/after/.config")" E100 'as asked'
echo 'powerpc64le-linux-gnu-gcc (stub) 13' >"$STUB/gcc-version"
fault ''
status 0 'another compiler' "$BACKPORT" -v build v1 --side after
matches "$said" 'again: compiler changed' 'is named as the reason'
cp patches/v1/f.patch f.save
printf '%s\n' '--- a/Kconfig' '+++ b/Kconfig' '@@ -1 +1,2 @@' ' mainmenu "Linux"' '+config X' >>patches/v1/f.patch
fault ''
status 0 'a patch that changes Kconfig' build after
matches "$(calls)" allnoconfig 'configures again'
cp f.save patches/v1/f.patch
printf '%s\n' '--- /dev/null' '+++ b/arch/powerpc/tools/has-gcc' '@@ -0,0 +1 @@' '+exit 0' >>patches/v1/f.patch
build after >/dev/null
sed -i 's/^+exit 0/+exit 1/' patches/v1/f.patch
fault ''
status 0 'one that changes what Kconfig files of an architecture run' build after
matches "$(calls)" allnoconfig 'does, too'
mv f.save patches/v1/f.patch
status 0 'without it' build after
fault ''
status 0 'the same' build after --force
is "$(calls | grep -c allnoconfig || :)" 0 'does not'

# A check without a module takes no CONFIG_MODULES.
cp checks/ownership/check.conf check.save
sed -i '/module =/d' checks/ownership/check.conf
fault ''
status 0 'a check without a module' build after
is "$(grep -c MODULES "$work/after/.config")" 0 'asks for no CONFIG_MODULES'
is "$(calls | tail -1)" ' vmlinux' 'and only the image is made'
mv check.save checks/ownership/check.conf
build after >/dev/null

# A program that is replaced is noticed, whatever it is.
mkdir "$tmp/ld"
linker() { # VERSION
	printf '#!/bin/sh\necho "ld (stub) %s"\n' "$1" >"$tmp/ld/powerpc64le-linux-gnu-ld"
	chmod 755 "$tmp/ld/powerpc64le-linux-gnu-ld"
}
linker 1
PATH="$tmp/ld:$PATH"
status 0 'another linker' build after
linker 2
status 0 'a linker put in its place' "$BACKPORT" -v build v1 --side after
matches "$said" 'again: binutils changed' 'is the reason to build again'
rm "$tmp/ld/powerpc64le-linux-gnu-ld"
echo 'int oracle = 2;' >checks/ownership/module/oracle.c
status 0 'another module' build after
matches "$(cat "$work/after/oracle.ko")" 'oracle = 2' 'is built'

# A module that is called as an input of the key hides none.
cp -r checks/ownership "$tmp/ownership"
cp kconfig/t.config fragment.save
mv checks/ownership/module/oracle.c checks/ownership/module/config.c
echo 'obj-m := config.o' >checks/ownership/module/Kbuild
sed -i 's/module = oracle/module = config/' checks/ownership/check.conf
status 0 'a module called config' build after
echo 'CONFIG_USB=y' >>kconfig/t.config
status 0 'another fragment' "$BACKPORT" -v build v1 --side after
matches "$said" 'again: config changed' 'is still seen'
rm -r checks/ownership
mv "$tmp/ownership" checks/
mv fragment.save kconfig/t.config
build after >/dev/null

echo '{ torn' >out/v1/build.after.json
fault ''
status 0 'a torn result' build after
is "$(calls | wc -l)" 2 'is none'

# Another compiler of the target's
cp backport.conf conf.save
key=$(json build.after key)
sed -i 's/^\tcross = .*/&\n\tcc = powerpc64le-linux-gnu-gcc-99/' backport.conf
status 128 'a versioned gcc that is not there' build after
matches "$said" "'powerpc64le-linux-gnu-gcc-99' is not in PATH; apt-get install gcc-99-powerpc64le-linux-gnu brings it" 'the package is named'
mkdir "$tmp/cc"
cp "$TOP/tests/stub/powerpc64le-linux-gnu-gcc" "$tmp/cc/powerpc64le-linux-gnu-gcc-99"
PATH=$tmp/cc:$PATH
fault ''
status 0 'one that is' build after
matches "$(cat "$STUB/args")" 'CC=[a-z ]*powerpc64le-linux-gnu-gcc-99 ' 'is what Kbuild takes'
ok "$([ "$(json build.after key)" != "$key" ]; echo $?)" 'and part of the key'
sed -i 's/^\tcc = .*/\tllvm = -15/' backport.conf
status 128 'a clang that is not there' build after
matches "$said" "'clang-15' is not in PATH; apt-get install clang-15 brings it" 'the package is named'
for tool in clang ld.lld llvm-ar; do
	printf '#!/bin/sh\necho %s 15.0.6\n' "$tool" >"$tmp/cc/$tool-15"
	chmod +x "$tmp/cc/$tool-15"
done
mv "$tmp/cc/llvm-ar-15" "$tmp/ar"
status 128 'one without its archiver' build after
matches "$said" "'llvm-ar-15' is not in PATH; apt-get install llvm-15 brings it" 'the package is named'
mv "$tmp/ar" "$tmp/cc/llvm-ar-15"
status 0 "LLVM's tools" build after
matches "$(cat "$STUB/args")" 'CC=[a-z ]*clang-15 LLVM=-15 ' 'are what Kbuild takes'
matches "$(grep '"compiler"\|"binutils"\|"llvm"' out/v1/build.after.json | tr -d '\n ')" '"compiler":"clang15.0.6","binutils":"ld.lld15.0.6","llvm":"-15"' 'and in the key'
sed -i "s|^\tllvm = .*|\tllvm = $tmp/cc/|" backport.conf
for tool in clang ld.lld llvm-ar; do
	cp "$tmp/cc/$tool-15" "$tmp/cc/$tool"
done
status 0 "those of a folder" build after
matches "$(cat "$STUB/args")" "CC=[a-z ]*$tmp/cc/clang LLVM=$tmp/cc/ " 'are what Kbuild takes'
mv conf.save backport.conf
status 0 'the compiler as before' build after
is "$(json build.after key)" "$key" 'has the key as before'

# make's variables
matches "$(cat "$STUB/args")" 'KBUILD_BUILD_TIMESTAMP=@0 KBUILD_BUILD_USER=backport KBUILD_BUILD_HOST=backport KBUILD_BUILD_VERSION=1 LOCALVERSION= V=1' 'images do not depend on day and builder'
matches "$(cat "$STUB/args")" "file-prefix-map=$work/src/=" 'nor on the folder'
# ccache hands the compiler relative paths, where CCACHE_BASEDIR holds what they name.
where() {
	for path in "$work/$2$3" "$1$3"; do
		# shellcheck disable=SC2086 # flags
		(cd "$work/obj" && cc $flags -c -o where.o "$path" &&
			cksum <where.o)
	done | uniq | wc -l
}
echo 'const char *where = __FILE__;' >"$work/src/where.c"
echo '.asciz __FILE__' >"$work/src/where.S"
cp "$work/src/where.c" "$work/obj/backport-modules/where.c"
flags=$(sed 's/.* KCFLAGS=\(.*\) KAFLAGS=.*/\1/' "$STUB/args")
is "$(where ../src src /where.c)" 1 'nor on whether ccache is there'
is "$(where backport-modules obj/backport-modules /where.c)" 1 'nor do modules'
flags=$(sed 's/.* KAFLAGS=\(.*\) KBUILD_BUILD_TIME.*/\1/' "$STUB/args")
is "$(where ../src src /where.S)" 1 'nor does assembly'
matches "$(cat "$STUB/args")" ' -j[0-9]' 'alone, one job a processor'
printf 'all:\n\t+%s build v1 --side after --force\n' "$BACKPORT" >mk
make -j3 -f mk >/dev/null
matches "$(cat "$STUB/makeflags")" 'jobserver' "under make, the jobserver's slots"
ok "$(grep -c -e ' -j[0-9]' "$STUB/args")" 'and no -j of its own'

# The kernel's fault
rm -rf out "$work"
fault broken
status 1 'sources that do not compile' build after
matches "$said" "^v1: build.after FAIL .*: init/main.c:7:1: error: 'y' undeclared" 'FAIL with the first error'
matches "$said" "^the command was: powerpc64le-linux-gnu-gcc -Wall -c -o init/main.o" 'and its command'
is "$(json build.after error_lineno)" "$(grep -n undeclared out/v1/build.after.log | tail -1 | cut -d: -f1)" 'and its line in the log'
is "$(calls | grep -c vmlinux || :)" 0 'before any other is compiled'
fault broken
status 1 'a stored failure' build after
is "$(calls)" '' 'holds too'
fault broken
status 1 'a build that is forced' build after --force
is "$(calls | grep -c vmlinux)" 2 'is tried, after before'
fault kernel:broken
rm -rf out "$work"
status 1 'sources that are not touched' build after
is "$(calls | grep -c vmlinux)" 2 'are not tried again'
matches "$said" "^v1: build.after FAIL .*: init/main.c:7:1: error: 'y' undeclared" 'if they do not compile'
status 0 'for the plan its result is its answer' env BACKPORT_JOB=1 "$BACKPORT" build v1 --side after
rm -rf out
fault silent
status 1 'a make that says nothing' build after
matches "$said" 'make ended with status 2 and said nothing' 'is said to'

# A goal, and the file that it makes, in a folder
rm -rf out "$work"
cp backport.conf conf.save
sed -i 's,image = vmlinux,image = arch/x86/boot/bzImage,' backport.conf
fault ''
status 128 'a goal that no tree has' build after
matches "$said" "^v1: build.after ERROR .*correct its goal or image in backport.conf: make\[1\]: .* 'bzImage'" 'is an ERROR of the configuration'
status 128 'also without the fix' build before
cp -r "$tmp/linux" "$tmp/goals"
echo bzImage >"$tmp/goals/goals"
"$BACKPORT" tree add v1.1 "$tmp/goals" >/dev/null
sed -i 's/base = v1.0/base = v1.1/' backport.conf
fault ''
status 0 'a goal that the tree has' build after
matches "$(calls)" '^ bzImage modules_prepare' 'is what make is asked for'
matches "$(cat "$work/after/bzImage")" 'fixed = 1' 'and the image is the file in its folder'
cp patches/v1/f.patch f.save
printf '%s\n' '--- a/goals' '+++ b/goals' '@@ -1 +1 @@' '-bzImage' '+zImage' >>patches/v1/f.patch
status 1 'a goal that the fix takes away' build after
matches "$said" "^v1: build.after FAIL .*: make\[1\]: .* 'bzImage'" "is the fix's fault"
printf '\tgoal = zImage\n' >goal
sed -i '/image = arch/r goal' backport.conf
status 128 'a goal of its own' build after
matches "$said" "ERROR .* 'zImage'" 'is what make is asked for'
mv f.save patches/v1/f.patch
mv conf.save backport.conf

# Ours
rm -rf out "$work"
fault kernel:killed
status 128 'a compiler that is killed' build after
matches "$said" 'ERROR .*killed or broke down, also in 2 retries' 'is tried three times'
is "$(calls | grep -c vmlinux)" 3 'and no more'
fault kernel:ice-once
rm -f "$work"/obj*/*.o
status 0 'a compiler that breaks down once' build after
matches "$said" 'PASS .*: made after 1 retries' 'is retried, and that is said'
is "$(json build.after retries)" 1 'and stored'
rm -rf out "$work"/obj*/*.o
fault kernel:dies-once
status 0 'a make that is killed' build after
is "$(json build.after retries)" 1 'is run again'
ok "$(grep -q half "$work/after/vmlinux" && echo 1 || echo 0)" 'and takes no half object for a whole one'
rm -rf out
fault modules:dies-once
status 0 'a make of modules that is killed' build after
is "$(json build.after retries)" 1 'is run again'
holds 'behind the kernel, of which it may have left half' grep -q 'fixed = 1' "$work/after/oracle.ko"
rm -rf out "$work"
fault full
status 128 'a full disk' build after
matches "$said" 'ERROR .*the disk is full, free some of it' 'is said'
fault ''
status 0 'an error is not kept' build after
rm -rf out "$work"
fault vanish
status 128 'a symbol that vanishes' build after
matches "$said" 'CONFIG_VFIO=y \(kconfig/t.config:2\) came out as nothing' 'is named, with the fragment that asks'
is "$(calls | grep -c vmlinux || :)" 0 'and nothing is built'
holds 'nor is a half configuration left' test ! -e "$work/obj/.config"
fault ''
export INJECT_CALLS=pipes INJECT_ERROR=EIO INJECT_AT=1
status 128 'a program whose output cannot be read' injected "$BACKPORT" build v1 --side after --force
unset INJECT_CALLS INJECT_ERROR INJECT_AT
matches "$said" "cannot read from 'powerpc64le-linux-gnu-gcc': Input/output error" 'is not taken for one that was killed'
sed 's/cross = .*/cross = sparc_64-none-/' backport.conf >other.conf
status 128 'no compiler' "$BACKPORT" --conf other.conf build v1 --side after
matches "$said" "'sparc_64-none-gcc' is not in PATH; apt-get install gcc-sparc-64-none brings it" 'the package is named'
is "$(json build.after outcome)" ERROR 'stored as our error'
fault flood
status 0 'a flood of warnings' build after
holds 'is counted' test "$(json build.after warnings)" -gt 100000

# Nothing to build
fault ''
sed 's/base = v1.0/base = v1.9/' backport.conf >other.conf
status 125 'no base' "$BACKPORT" --conf other.conf build v1 --side after
matches "$said" 'SKIP' 'is a skip'
is "$(json build.after outcome)" SKIP 'and stored as one'
sed -i 's/int end/int other/' patches/v1/f.patch
status 125 'a series that does not apply' build after
is "$(json build.after outcome)" SKIP 'nothing to build'
sed -i 's/int other/int end/' patches/v1/f.patch
echo nonsense >>kconfig/t.config
status 128 'a fragment with a line that asks nothing' build after
matches "$said" "kconfig/t.config:4: neither CONFIG_X=value" 'is refused with its line'
sed -i '$d' kconfig/t.config

# .config alone
rm -rf out "$work"
fault ''
status 0 '--config-only' build after --config-only
matches "$(cat "$said")" CONFIG_VFIO=y 'prints where .config is'
holds 'and stores no result' test ! -e out/v1/build.after.json

# Interrupted, and two at once
fault hang
"$BACKPORT" build v1 --side after >/dev/null 2>&1 &
pid=$!
soon test -s "$STUB/hung"
kill -TERM $pid
ok "$(wait $pid && echo 1 || echo 0)" 'an interrupted build fails'
gone() {
	! grep -qs '^State:.*[^Z] (' "/proc/$(cat "$STUB/hung")/status"
}
holds 'leaves nothing running' soon gone
holds 'and no result' test ! -e out/v1/build.after.json
fault ''
status 0 'the next build' build after
ok "$(grep -q half "$work/after/vmlinux" && echo 1 || echo 0)" 'takes no half object for a whole one'
rm -rf out "$work"
fault slow
"$BACKPORT" build v1 --side after >/dev/null &
pid=$!
sleep 0.5
status 0 'a second build of the same' build after
matches "$said" "waiting for build.after: .*another run holds this lock \(process $pid\)" 'waits and says for whom'
matches "$said" 'PASS \(stored\)' 'and takes its result'
wait $pid
fault slow
rm -f "$work"/obj*/*.o
"$BACKPORT" build v1 --side after --force >/dev/null &
pid=$!
soon grep -qs vmlinux "$STUB/calls"
status 0 'a build of the other side meanwhile' build before --force
matches "$said" "^backport: v1: waiting: $work/.lock: another build works in this folder" 'waits too'
wait $pid

# Images are named by content, and one that a boot holds stays
rm -rf out
fault ''
build before >/dev/null
build after >/dev/null
held=$(readlink -f "$work/after")
exec 8<"$held/key"
flock -s 8
sed -i 's/fixed = 1/fixed = 2/' patches/v1/f.patch
status 0 'a build while a boot holds the image' build after
matches "$(cat "$held/vmlinux")" 'fixed = 1' 'leaves that one alone'
matches "$(cat "$work/after/vmlinux")" 'fixed = 2' 'and makes another'
exec 8<&-
sed -i 's/fixed = 2/fixed = 1/' patches/v1/f.patch
build after >/dev/null
is "$(find "$work/images" -name vmlinux | wc -l)" 2 'images that nobody holds go'
echo damaged >"$work/after/vmlinux"
status 0 'a damaged image' build after --force
matches "$(cat "$work/after/vmlinux")" 'fixed = 1' 'is made again'

# What a patched tree leaves in its objects
rm -rf out "$work"
fault plant
status 0 'a patch that plants an object' build after
matches "$(cat "$work/after/vmlinux")" planted 'links it into its own kernel'
is "$(cat "$STUB/readonly")" 1 "may not write the compiler's cache"
status 0 'the other side' build before
is "$(grep -c planted "$work/before/vmlinux")" 0 'has objects of its own'
is "$(cat "$STUB/readonly")" '' "writes the compiler's cache"
fault ''
sed -i 's/fixed = 1/fixed = 4/' patches/v1/f.patch
status 0 'another patch' build after
is "$(grep -c planted "$work/after/vmlinux")" 0 'goes on from clean objects'
is "$(calls | tr '\n' .)" ' init/main.o. init/main.o. vmlinux modules_prepare modules. modules.' 'and compiles what it touches'
sed -i 's/fixed = 4/fixed = 1/' patches/v1/f.patch
cp -r "$tmp/linux" "$tmp/fixed"
sed -i 's/int fixed;/int fixed = 1;/' "$tmp/fixed/init/main.c"
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/fixed" >/dev/null
fault plant
status 0 'a base that has the fix' build before --force
is "$(cat "$STUB/readonly")" 1 'is before only with it taken out'
matches "$said" 'building after first, before goes on from its objects' 'so that after is built first'
fault ''
sed -i 's/^-int fixed;/-int fixed = 0;/' patches/v1/f.patch
status 125 'another patch to take out' "$BACKPORT" objects v1 # nothing is compared here
status 0 'of which before is built' build before
matches "$(cat "$work/before/vmlinux")" 'fixed = 0;' 'anew'
sed -i 's/^-int fixed = 0;/-int fixed;/' patches/v1/f.patch
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/linux" >/dev/null
fault ''
build after >/dev/null

# Two projects with a branch of one name
cp -r "$tmp/p" "$tmp/q"
sed -i 's/fixed = 1/fixed = 3/' "$tmp/q/patches/v1/f.patch"
status 0 'another project on the same cache' "$BACKPORT" -C "$tmp/q" build v1 --side after
matches "$(cat "$work/after/vmlinux")" 'fixed = 1' 'has images of its own'
status 0 'and this one' build after
matches "$said" stored 'is as it was'

# What make is begun with, by a shell or a CI that ignores SIGPIPE
mkdir "$tmp/bin"
# shellcheck disable=SC2016 # its own dollars
printf '#!/bin/sh\ngrep ^SigIgn: /proc/self/status >"$STUB/ignored"\nexec "%s/tests/stub/make" "$@"\n' "$TOP" >"$tmp/bin/make"
chmod +x "$tmp/bin/make"
# shellcheck disable=SC2016 # for the inner shell
status 0 'a build that SIGPIPE does not reach' sh -c 'trap "" PIPE; PATH=$0:$PATH exec "$BACKPORT" build v1 --side after --force' "$tmp/bin"
is "$(($(printf '%d' "0x$(sed 's/.*[[:space:]]//' "$STUB/ignored")") & 4096))" 0 'reaches make'

# A clock that was set back: to make, all objects are newer than any source
find "$work" -type f -exec touch -d tomorrow {} +
sed -i 's/fixed = 1/fixed = 1 + 1/' patches/v1/f.patch
status 0 'a build before the time of its objects' build after
matches "$(cat "$work/after/vmlinux")" 'fixed = 1 \+ 1' 'is of the sources as they are'

# What was stored of the touched sources of another tree
cp patches/v1/f.patch "$tmp/f.patch"
sed -i 's/^+int fixed = .*/+#error/' patches/v1/f.patch
status 1 'sources that do not compile' build after
is "$(json objects outcome)" FAIL 'as is known before the build'
cp "$tmp/f.patch" patches/v1/f.patch
rm out/v1/.objects.lock
mkdir out/v1/.objects.lock
status 0 'other sources, of which that cannot be found out' build after
rmdir out/v1/.objects.lock

# Usage
status 128 'an unknown branch' "$BACKPORT" build v2 --side after
matches "$said" "no branch 'v2' in the configuration; it has: v1" 'is named'
status 129 'no side' "$BACKPORT" build v1
status 129 'no such side' build middle
status 129 'two branches' build after v1
status 129 'an unknown option' build after --fast
done_testing
