#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A check that is a kselftest of the base's own tree. The compiler is a stub that copies, QEMU one in which all passes.
# shellcheck disable=SC2016 # make's dollars
set -eu
. "$(dirname "$0")/../tap.sh"
export SEAL_LOG="$TOP/build/seal-log" BACKPORT_CACHE="$tmp/cache"
unset MAKEFLAGS MFLAGS MAKELEVEL
mkdir -p "$tmp/bin" "$tmp/p/out/b" "$tmp/p/checks/c"
PATH=$tmp/bin:$PATH
export tmp

cat >"$tmp/bin/powerpc64le-linux-gnu-gcc" <<'END'
#!/bin/sh
[ $# -gt 0 ] && [ "$1" != --version ] || { echo gcc 1.0; exit; }
all="$*" out=
for arg; do
	[ "$out" != next ] || out=$arg
	[ "$arg" != -o ] || out=next
	case $arg in *.c) source=$arg ;; esac
done
echo "${source##*/} $all" >>"$tmp/compiled"
! grep -n 'undeclared' "$source" || { echo "$source:1:1: error: 'x' undeclared" >&2; exit 1; }
case $all in *-static*) cp "$source" "$out" ;; *) exit 1 ;; esac
END
printf '#!/bin/sh\necho ld 1.0\n' >"$tmp/bin/powerpc64le-linux-gnu-ld"
cat >"$tmp/bin/stub-qemu" <<'END'
#!/bin/sh
[ "$1" != --version ] || { echo stub 1.0; exit; }
[ "$1" != -L ] || exit 0
while [ "$1" != -initrd ]; do shift; done
cp "$2" "$tmp/initrd"
printf '%s\n' 'Linux version 4.9.262 (a kernel)' 'backport: start check=c kernel=4.9.262' 'backport: step a PASS at=1 ms=1' \
	'backport: result PASS steps=1 passed=1 failed=0 skipped=0' 'backport: end' | "$SEAL_LOG" "$2"
END
chmod 755 "$tmp/bin"/*

# A tree with tests as kernels have them now, and as 4.4 had them
tests=$tmp/linux/tools/testing/selftests
mkdir -p "$tests/mq/data" "$tests/old" "$tests/net/deep" "$tests/other" "$tmp/linux/tools/include" "$tmp/linux/mm"
cat >"$tests/lib.mk" <<'END'
CC := $(CROSS_COMPILE)gcc
TEST_GEN_PROGS := $(patsubst %,$(OUTPUT)/%,$(TEST_GEN_PROGS))
all: $(TEST_GEN_PROGS)
$(OUTPUT)/%: %.c
	$(CC) $(CFLAGS) $^ -o $@
END
printf 'TEST_GEN_PROGS := a b\nTEST_PROGS := run.sh\nTEST_FILES := data\ninclude ../lib.mk\n' >"$tests/mq/Makefile"
echo 'program a' >"$tests/mq/a.c"
echo 'program b' >"$tests/mq/b.c"
printf '#!/bin/sh\nexit 0\n' >"$tests/mq/run.sh"
echo 'a list' >"$tests/mq/data/list"
printf 'TEST_PROGS := a\nall: $(TEST_PROGS)\na: a.c\n\t$(CC) $^ -o $@\ninclude ../lib.mk\n' >"$tests/old/Makefile"
echo 'an old one' >"$tests/old/a.c"
printf 'TEST_GEN_PROGS := a\ninclude ../../lib.mk\n' >"$tests/net/deep/Makefile"
printf '#include "../common.h"\n' >"$tests/net/deep/a.c"
echo 'common' >"$tests/net/common.h"
echo 'include ../lib.mk' >"$tests/other/Makefile"
echo 'no test' >"$tests/net/README"
echo 'int mm;' >"$tmp/linux/mm/mm.c"

cd "$tmp/p"
cat >backport.conf <<'END'
[target "t"]
	arch = powerpc
	cross = powerpc64le-linux-gnu-
	image = vmlinux
	qemu = stub-qemu
	append = console=hvc0
	timeout = 60
[mode "plain"]
	append =
[fix "f"]
	upstream = db08e1d53034a54fe177ced70476fda73954b9e9
	patch = f.patch
	check = c
[branch "b"]
	base = v1
	target = t
	fix = f
END
stub_guest
cp "$TOP/guest/selftest.mk" guest/
"$BACKPORT" tree add b "$tmp/linux" >/dev/null
kernel='Linux version 4.9.262 (a kernel)'
printf '{"branch":"b","stage":"build.after","outcome":"PASS","reason":"","key":"k","started":"","seconds":1,"image_sha256":"%s"}\n' \
	"$(echo "$kernel" | sha256sum | cut -d" " -f1)" >out/b/build.after.json
work=$(project_works "$PWD")/b
mkdir -p "$work/after"
echo "$kernel" >"$work/after/vmlinux"
printf k >"$work/after/key"

test_is() { # SELFTEST [LINES]
	printf '[check]\n\tsignature = a\n\tselftest = %s\n%s\n' "$1" "${2-}" >checks/c/check.conf
	rm -f "$tmp/initrd" "$tmp/compiled"
}
boot() { # STATUS WHAT
	status "$1" "$2" "$BACKPORT" boot b --side after --force
}
plan() {
	"$SEAL_LOG" "$tmp/initrd" plan | tr '\n' ' '
}
file() { # NAME: of the check in the initramfs
	"$SEAL_LOG" "$tmp/initrd" "checks/c/$1"
}

test_is mq:a
boot 0 'one program of a folder'
is "$(plan)" 'check c timeout 60 arg ./a ' 'is run alone'
is "$(file a)" 'program a' 'compiled from the tree of the base'
is "$(sed 's/ .*//' "$tmp/compiled")" a.c 'and nothing else is compiled'
matches "$(cat "$tmp/compiled")" ' -static' 'statically'
rm "$tmp/compiled"
boot 0 'again'
holds 'it is not compiled again' test ! -e "$tmp/compiled"
is "$(cd "$BACKPORT_CACHE/work/guest" && find . -name '*.c' ! -path '*init*'; find . -name tree)" '' 'and no sources are left'
echo 'no part of it' >"$tmp/linux/mm/more.c"
"$BACKPORT" tree add b "$tmp/linux" >/dev/null
boot 0 'with a tree that differs elsewhere'
holds 'nor is it' test ! -e "$tmp/compiled"
sed -i 's/arch = powerpc/arch = ppc/' backport.conf
boot 0 'for another architecture, of which its Makefile is told'
holds 'it is compiled again' test -e "$tmp/compiled"
sed -i 's/arch = ppc/arch = powerpc/' backport.conf
boot 0 'and back'
rm "$tmp/compiled"
ln -s powerpc64le-linux-gnu-gcc "$tmp/bin/other-gcc"
sed -i 's/cross = .*/&\n\tcc = other-gcc/' backport.conf
boot 0 'by another compiler that says the same of its version'
holds 'it is compiled again' test -e "$tmp/compiled"
sed -i '/cc = other-gcc/d' backport.conf

mkdir -p "$BACKPORT_CACHE/busybox/ppc64el"
echo shell >"$BACKPORT_CACHE/busybox/ppc64el/busybox"
test_is mq '	arg = -v'
boot 0 'all programs of a folder'
is "$(plan)" 'check c timeout 60 program a arg ./a arg -v program b arg ./b arg -v program run.sh arg /bin/busybox arg sh arg ./run.sh arg -v ' \
	'run one after another, scripts by busybox'
is "$(file data/list)" 'a list' 'with their files'
test_is old
boot 0 'a folder as 4.4 has them'
is "$(plan) $(file a)" 'check c timeout 60 arg ./a  an old one' 'has its program in TEST_PROGS'
test_is net/deep
boot 0 'a folder below another'
is "$(file a)" '#include "../common.h"' 'is compiled too'
printf '\tselftest = mq:a\n' >>checks/c/check.conf
echo '/* a check.c that is not looked at */' >checks/c/check.c
boot 0 'beside a check.c'
is "$(file a)" 'program a' 'the selftest is the check'
printf '[check]\n\tsignature = a\n' >checks/c/check.conf
echo 'a copied one: step a' >checks/c/check.c
boot 0 'a selftest that was copied into the folder'
is "$(plan)" 'check c timeout 60 arg ./check ' 'is a program as any other'
rm checks/c/check.c

# What is wrong is said before anything is built
wrong() { # WHAT SELFTEST SENTENCE [LINES]
	test_is "$2" "${4-}"
	status 128 "$1" "$BACKPORT" boot b --side after --force
	matches "$said" "$3" "$1: is said"
	is "$(printf '%s\n' "$said" | wc -l)" 1 "$1: in one sentence"
	ok "$([ ! -e "$tmp/initrd" ]; echo $?)" "$1: and nothing is booted"
}
wrong 'a folder of elsewhere' ../../../../etc "check.selftest is '../../../../etc', wanted FOLDER or FOLDER:PROGRAM below the kernel's tools/testing/selftests"
wrong 'an absolute one' /etc "check.selftest is '/etc', wanted"
wrong 'no folder' ':a' "check.selftest is ':a', wanted"
wrong 'a program of elsewhere' 'mq:../a' "check.selftest is 'mq:../a', wanted"
wrong 'two kinds' mq 'it has more than one of kunit, ltp and selftest' '	kunit = k'
wrong 'another protocol' mq "check.protocol is LTP's, but a selftest" '	protocol = ltp'
wrong 'a folder that the tree lacks' none "check 'c' is the selftest 'none', but the tree of v1 has no tools/testing/selftests/none/Makefile"
wrong 'a folder that is no test' net "the tree of v1 has no tools/testing/selftests/net/Makefile"
wrong 'a program that it lacks' mq:z "the selftest 'mq:z' of check 'c' does not compile: .*no program z in TEST_GEN_PROGS and TEST_PROGS"
wrong 'a folder without a program' other "the selftest 'other' of check 'c' does not compile: .*no program"
echo 'undeclared' >"$tests/mq/b.c"
printf '#!/bin/bash\n' >"$tests/mq/run.sh"
"$BACKPORT" tree add b "$tmp/linux" >/dev/null
wrong 'a program that does not compile' mq "the selftest 'mq' of check 'c' does not compile: b.c:1:1: error: 'x' undeclared"
wrong 'a script of another shell' mq:run.sh "the program run.sh of check 'c' wants /bin/bash, which the guest lacks"
test_is mq:a
boot 0 'another program of that folder'
is "$(file a)" 'program a' 'is not kept from running'
status 128 'check-run' "$BACKPORT" check-run c --kernel "$work/after/vmlinux"
matches "$said" "check 'c' is a selftest of the tree of a branch, and here is none; 'backport boot BRANCH' runs it" 'has no tree'
rm -rf "$BACKPORT_CACHE/linux.git"
rm -rf "$BACKPORT_CACHE/work/guest"
wrong 'no base' mq:a "check 'c' is a selftest of the tree of v1, which is not there; 'backport tree get b' provides it"
done_testing
