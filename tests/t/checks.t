#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Several checks of a branch: what one boot runs, what is booted again, and what
# check.conf may say. QEMU is a stub that says for each check of the boot's plan
# what the test wants.
set -eu
. "$(dirname "$0")/../tap.sh"
export SEAL_LOG="$TOP/build/seal-log"

export BACKPORT_CACHE="$tmp/cache"
mkdir -p "$tmp/bin" "$tmp/says" "$tmp/p/out/b"
PATH=$tmp/bin:$PATH
export tmp
cd "$tmp/p"

# Each boot is a line in $tmp/boots: its checks. A file says/NAME is the check's block; the boot ends where one says DIE
# (a panic), CUT (nothing more) or END (the guest goes on with no further check). LATE is an oops behind its block.
cat >"$tmp/bin/stub-qemu" <<'EOF'
#!/bin/sh
[ "$1" != --version ] || { echo stub 1.0; exit; }
[ "$1" != -L ] || exit 0
while [ "$1" != -initrd ]; do shift; done
initrd=$2
plan=$("$SEAL_LOG" "$initrd" plan)
checks=$(echo "$plan" | sed -n 's/^check //p')
# boots may run side by side: what the test looks at later is named by the first check
set -- "$2" "$4" $checks
cp "$1" "$tmp/initrd.$3"
echo "$2" >"$tmp/append.$3"
echo "$plan" >"$tmp/plan.$3"
echo $checks >>"$tmp/boots"
{
	echo 'Linux version 4.9.262 (a kernel)'
	end=yes late=
	oops='Oops: Kernel access of bad area, sig: 11 [#1]'
	for check in $checks; do
		echo "backport: start check=$check kernel=4.9.262"
		[ -z "$late" ] || echo "$oops"
		late=
		program=$(echo "$plan" | sed -n "/^check $check$/,\$s/^arg //p" | head -n 1)
		case $program in
		*:)
			echo "backport: step $check ERROR reason=\"it ended with status 127: $program cannot be run: No such file or directory\""
			echo 'backport: result ERROR steps=1 passed=0 failed=0 skipped=0'
			continue
			;;
		esac
		grep -v '^[A-Z]*$' "$tmp/says/$check"
		! grep -q '^DIE$' "$tmp/says/$check" || { echo 'Kernel panic - not syncing: Fatal exception'; end=; break; }
		! grep -q '^CUT$' "$tmp/says/$check" || { end=; break; }
		! grep -q '^END$' "$tmp/says/$check" || break
		! grep -q '^LATE$' "$tmp/says/$check" || late=yes
	done
	[ -z "$late" ] || echo "$oops"
	[ -z "$end" ] || echo 'backport: end'
} | "$SEAL_LOG" "$initrd"
EOF
for tool in gcc ld; do
	printf '#!/bin/sh\necho %s 1.0\n' "$tool" >"$tmp/bin/powerpc64le-linux-gnu-$tool"
done
chmod 755 "$tmp/bin"/*
cat >backport.conf <<'EOF'
[target "t"]
	arch = powerpc
	cross = powerpc64le-linux-gnu-
	image = vmlinux
	qemu = stub-qemu
	append = console=hvc0
	timeout = 60
[mode "plain"]
	append =
EOF
for f in one two three; do
	printf '[fix "fix-%s"]\n\tupstream = db08e1d53034a54fe177ced70476fda73954b9e9\n\tpatch = %s.patch\n\tcheck = %s\n' $f $f $f
	mkdir -p checks/$f
	echo "program $f" >checks/$f/check.c
done >>backport.conf
printf '[branch "b"]\n\tbase = v1\n\ttarget = t\n\tfix = fix-one\n\tfix = fix-two\n\tfix = fix-three\n' >>backport.conf
stub_guest
kernel='Linux version 4.9.262 (a kernel)'
sha=$(echo "$kernel" | sha256sum | cut -d" " -f1)
printf '{"branch":"b","stage":"build.after","outcome":"PASS","reason":"","key":"kafter","started":"","seconds":1,"image_sha256":"%s"}\n' \
	"$sha" >out/b/build.after.json
work=$(project_works "$PWD")/b
mkdir -p "$work/after"
echo "$kernel" >"$work/after/vmlinux"
printf kafter >"$work/after/key"

# says CHECK OUTCOME [BEFORE [AFTER]]: its block, with lines of the kernel before its step, a word after it
says() {
	{
		[ -z "${3-}" ] || echo "$3"
		case ${4-} in
		DIE | CUT) echo "$4" ;;
		*)
			good=0 bad=0
			[ "$2" = PASS ] && good=1
			[ "$2" = FAIL ] && bad=1
			echo "backport: step $1 $2 at=1 ms=1"
			echo "backport: result $2 steps=1 passed=$good failed=$bad skipped=0"
			[ -z "${4-}" ] || echo "$4" ;;
		esac
	} >"$tmp/says/$1"
}
all_pass() {
	says one PASS
	says two PASS
	says three PASS
	conf
}
conf() { # [CHECK LINES]: its check.conf; the others have none
	rm -f checks/*/check.conf
	[ $# -eq 0 ] || printf '[check]\n%s\n' "$2" >"checks/$1/check.conf"
}
boot() { # STATUS WHAT
	: >"$tmp/boots"
	rm -f out/b/boot.after.*
	status "$1" "$2" "$BACKPORT" boot b --side after --force
}
boots() {
	sort "$tmp/boots" | tr '\n' ';'
}
# each fix's outcome and log
runs() {
	sed -n '/"runs": /,/^  \]/p' out/b/boot.after.json | sed -n 's/^      "fix": "\(.*\)",$/\1/p
		s/^      "outcome": "\(.*\)",$/\1/p; s,^      "log": "out/b/boot.after.\(.*\).log"\,$,\1,p' |
		paste -d' ' - - - | sed 's/fix-//' | tr '\n' ';'
}

all_pass
boot 0 'three checks'
is "$(boots)" 'one two three;' 'share a boot'
is "$(runs)" 'one plain PASS;two plain PASS;three plain PASS;' 'and a log, and have a result each'
is "$(gzip -dc "$tmp/initrd.one" | cpio -t --quiet | grep checks/ | sort | tr '\n' ' ')" \
	'checks/one checks/one/check checks/three checks/three/check checks/two checks/two/check ' 'their programs are in the initramfs'

says two FAIL
boot 1 'a check that fails'
is "$(boots)" 'one two three;' 'is no reason to boot again'
is "$(runs)" 'one plain PASS;two plain FAIL;three plain PASS;' 'its result is its own'
matches "$said" 'boot.after FAIL .*fix-two in plain: step two' 'and named with its fix'

all_pass
says two PASS 'Oops: Kernel access of bad area, sig: 11 [#1]'
boot 1 'an oops in a check'
is "$(boots)" 'one;one two three;three;two;' 'it is booted again alone, what came before and after it without it'
is "$(runs)" 'one plain.one PASS;two plain.two FAIL;three plain.three PASS;' 'no other is touched'
matches "$said" 'the check says PASS, but the kernel complained' 'and it has not passed'

all_pass
says one PASS 'WARNING: CPU: 0 PID: 71 at kernel/foo.c:1 f+0x1/0x2'
boot 1 'a warning in the first'
is "$(boots)" 'one two three;two three;' 'was as good as alone'
is "$(runs)" 'one plain FAIL;two plain.two PASS;three plain.two PASS;' 'the others are booted without it'

all_pass
says two PASS '' DIE
boot 1 'a check that kills the kernel'
is "$(boots)" 'one;one two three;three;two;' 'is booted again alone'
is "$(runs)" 'one plain.one PASS;two plain.two FAIL;three plain.three PASS;' 'no other is touched'
says three PASS '' CUT
boot 1 'two that do'
is "$(boots)" 'one;one two three;three;two;' 'are booted so'
is "$(runs)" 'one plain.one PASS;two plain.two FAIL;three plain.three FAIL;' 'and judged so'

all_pass
says one PASS '' LATE
boot 1 'a complaint that comes when the next check runs'
is "$(boots)" 'one;one two three;three;two;' 'makes all doubtful'
is "$(runs)" 'one plain.one FAIL;two plain.two PASS;three plain.three PASS;' 'and is found to be of the one before'

all_pass
says two ERROR '' END
boot 128 'a check after which the guest ends'
is "$(boots)" 'one two;one two three;three;' 'was whole, but not all that it ran: both are booted again'
is "$(runs)" 'one plain.one PASS;two plain.one ERROR;three plain.three PASS;' 'no other is touched'

all_pass
says two PASS 'backport: 7 step two PASS at=1 ms=1 mac=0123456789abcdef'
boot 128 'a check that prints a line of the guest'
is "$(runs)" 'one plain.one PASS;two plain.two ERROR;three plain.three PASS;' 'is no evidence, and no other is touched'

all_pass
conf two '	alone = true'
boot 0 'a check that is to be alone'
is "$(boots)" 'one three;two;' 'is'
is "$(runs)" 'one plain PASS;two plain.two PASS;three plain PASS;' 'with a log of its own'
conf two '	append = panic_on_warn=1'
boot 0 'a check with words for the kernel'
is "$(boots)" 'one three;two;' 'is alone, too'
is "$(cat "$tmp/append.two")" 'console=hvc0 panic_on_warn=1' 'and its kernel gets them'

# Splats
conf two '	splat = "NIP.*aio_migratepage"
	survive = 7'
says two PASS
boot 0 'a kernel that survives a splat'
is "$(cat "$tmp/plan.two")" 'check two
timeout 60
kind splat
survive 7
arg ./check' 'is asked to for so long'
says two PASS 'Oops: Kernel access of bad area, sig: 11 [#1]
NIP [c00] aio_migratepage+0x4c/0x1f0' DIE
boot 1 'one that does not'
is "$(runs)" 'one plain PASS;two plain.two FAIL;three plain PASS;' 'fails'
matches "$(cat out/b/boot.after.json)" 'splat in line 4: NIP .c00. aio_migratepage' 'by the line'
matches "$(sed -n '/"fix": "fix-two"/,/"signature"/p' out/b/boot.after.json)" '"signature": true' 'which is its signature'

# One check of two fixes, each with its own signature
all_pass
sed -i 's/check = three/check = two\n\tsignature = other/' backport.conf
says two FAIL
boot 1 'a check of two fixes'
is "$(boots)" 'one two;' 'runs once'
is "$(runs)" 'one plain PASS;two plain FAIL;three plain FAIL;' 'and tells of both'
is "$(sed -n '/"runs"/,/^  \]/s/^      "signature": \(.*\),$/\1/p' out/b/boot.after.json | tr '\n' ' ')" 'false true false ' 'by the signature of each'
sed -i 's/check = two$/&/; /signature = other/d; /three.patch/{n;s/two/three/}' backport.conf

# How the guest is told
conf two '	timeout = 9
	protocol = ltp
	arg = -v --rounds=2
	files = data/in, extra'
mkdir -p checks/two/data
echo in >checks/two/data/in
echo extra >checks/two/extra
says two PASS
boot 0 'a check with all that'
is "$(sed -n '/check two/,/check three/p' "$tmp/plan.one")" 'check two
timeout 9
protocol ltp
arg ./check
arg -v
arg --rounds=2
check three' 'it is in the plan'
is "$(gzip -dc "$tmp/initrd.one" | cpio -t --quiet | grep checks/two | tr '\n' ' ')" \
	'checks/two checks/two/check checks/two/data checks/two/data/in checks/two/extra ' 'and in the initramfs'

# What is wrong is said before anything is built or booted
: >"$tmp/boots"
wrong() { # WHAT CONF SENTENCE
	conf two "$2"
	status 128 "$1" "$BACKPORT" boot b --side after --force
	matches "$said" "$3" "$1: is said"
}
wrong 'an unknown key' '	color = red' "checks/two/check.conf: unknown key 'check.color'; backport.conf\(5\) lists them"
wrong 'a mode that is not there' '	mode = plain, kasan' "checks/two/check.conf: check.mode names 'kasan', but there is no \[mode \"kasan\"\]"
wrong 'a timeout of no number' '	timeout = soon' "check.timeout is 'soon', wanted a number above 0"
wrong 'a flag of no kind' '	alone = perhaps' "check.alone is 'perhaps', wanted true or false"
wrong 'a splat of no regular expression' '	splat = "(oops"' "check.splat is '\(oops', which is no extended regular expression"
wrong 'a splat that is everywhere' '	splat = BUG: KASAN|' "check.splat is 'BUG: KASAN\|', which is in every line that a kernel says"
wrong 'survival of nothing' '	survive = 5' 'check.survive wants a splat'
wrong 'another protocol' '	protocol = tap' "check.protocol is 'tap', wanted 'ltp'"
wrong 'a file of elsewhere' '	files = ../secret' "check.files is '../secret', wanted a file of the check's folder"
wrong 'a file that is not there' '	files = none' "checks/two/none: no such file, which check 'two' names"
is "$(boots)" 'one two three;' 'the others are booted'
: >"$tmp/boots"
wrong 'two kinds' '	kunit = a
	ltp = b' 'it has more than one of kunit, ltp and selftest'
wrong 'another section' '[other]
	a = b' "unknown section in 'other.a', wanted \[check\]"
conf
mv checks/two/check.c checks/two/check.sh
status 128 'a check in shell' "$BACKPORT" boot b --side after --force
matches "$said" 'checks in shell want a static busybox for t; run: backport deps --busybox ppc64el' 'wants a shell'
mkdir -p "$BACKPORT_CACHE/busybox/ppc64el"
echo shell >"$BACKPORT_CACHE/busybox/ppc64el/busybox"
is "$(boots)" '' 'and nothing was booted'
boot 0 'with one'
matches "$(tr '\n' ' ' <"$tmp/plan.one")" 'check two timeout 60 arg /bin/busybox arg sh arg ./check.sh' 'it is run by it'
rm checks/two/check.sh
status 128 'a check without a program' "$BACKPORT" boot b --side after --force
matches "$said" "check 'two' has no program: wanted checks/two/check.c, check.sh or Makefile" 'is named'
# shellcheck disable=SC2016 # make's dollars
printf 'check:\n\t@echo made >$(O)/check\n' >checks/two/Makefile
boot 0 'a check with a Makefile'
of_two() { gzip -dc "$tmp/initrd.one" | cpio -i --to-stdout --quiet checks/two/check; }
is "$(of_two)" made 'is made by it'
# shellcheck disable=SC2016 # make's dollars
printf 'check:\n\t@cat ../../beside >$(O)/check\n' >checks/two/Makefile
for word in before after; do
	echo $word >beside
	boot 0 'a Makefile that reads beside its folder'
	is "$(of_two)" $word 'outside of the sandbox, is run each time'
done
# shellcheck disable=SC2016 # make's dollars
printf 'check:\n\t@echo $(O) >../../where; echo made >$(O)/check\n' >checks/two/Makefile
boot 0 'a Makefile'
left=$(sed 's/\.[0-9]*\.new\..*//' where)
# shellcheck disable=SC2016 # the inner shell's
status 0 'a folder that a killed process of the same number has left' \
	sh -c 'mkdir "$1.$$.new" && echo left >"$1.$$.new/check" && exec "$2" boot b --side after --force' sh "$left" "$BACKPORT"
is "$(of_two)" made 'is not taken for what the Makefile makes'
rm beside where checks/two/Makefile

# What a compiler can read is in the key, or refused
echo 'program two' >checks/two/check.c
# shellcheck disable=SC2016 # make's dollars
sed -i 's|@cp $(CHECK)/check.c $@|@cat $(CHECK)/check.c $(wildcard $(CHECK)/.more) >$@|' guest/Makefile
boot 0 'a check'
for word in one other; do
	echo $word >checks/two/.more
	boot 0 'with a hidden file'
	is "$(of_two)" "program two
$word" 'is compiled with it'
done
ln -s me@here.1 'checks/two/.#check.c'
boot 0 'a link to nothing, as an editor lays it'
rm checks/two/.more 'checks/two/.#check.c'
# shellcheck disable=SC2016 # make's dollars
sed -i 's|/\.more|/.git/HEAD|' guest/Makefile
mkdir checks/two/.git
for word in one other; do
	echo $word >checks/two/.git/HEAD
	boot 0 'with a repository of its own'
	is "$(of_two)" "program two
$word" 'is compiled with what is read of it'
done
rm -r checks/two/.git
ln -s .. checks/two/up
boot 128 'a link to a folder'
matches "$said" 'checks/two/up: is a link to a folder; put the files there, or a link to each of them' 'is refused'
rm checks/two/up
# shellcheck disable=SC2016 # make's dollars
sed -i 's|@cat $(CHECK)/check.c|@[ ! -e $(CHECK)/depends ] \|\| cat $(CHECK)/depends >>"$$DEPENDENCIES_OUTPUT"; cat $(CHECK)/check.c|' guest/Makefile
printf 'check.o: %s \\\n %s \\\n %s/x.h\n' check.c /usr/include/stdio.h "$PWD/checks/two/../two" >checks/two/depends
boot 0 'a check with headers'
echo "check.o: check.c $PWD/checks/two/../common.h" >checks/two/depends
boot 128 'one that stands beside its folder'
matches "$said" "the check 'two' includes $PWD/checks/common.h, which is not in its folder, so a change of it would go unseen" 'is refused'
rm checks/two/depends
# shellcheck disable=SC2016 # make's dollars
sed -i 's|;* cat $(CHECK)/check.c.*|; echo "$(GUEST_CC) $(GUEST_CFLAGS)$(CFLAGS)$(KCPPFLAGS)" >$@|' guest/Makefile
for word in gcc clang; do
	GUEST_CC=$word GUEST_CFLAGS=-DNO CFLAGS=-DNO KCPPFLAGS=-DNO boot 0 'a compiler in the environment'
	is "$(of_two)" "$word " 'counts, flags do not'
done
stub_guest

# By hand: nothing is stored
all_pass
boot 0 'all pass'
cp out/b/boot.after.json "$tmp/was"
says two FAIL
: >"$tmp/boots"
status 1 '--fix' "$BACKPORT" boot b --side after --fix fix-two
matches "$said" '^fix-two in plain: FAIL: step two \([0-9.]* s, out/b/try.after.plain.log\)$' 'tells of one'
is "$(boots)" 'two;' 'which alone is booted'
holds 'and the stored result stays' cmp -s "$tmp/was" out/b/boot.after.json
status 128 '--fix of another' "$BACKPORT" boot b --side after --fix none
matches "$said" "branch b has no fix 'none'" 'is named'
status 0 '--print' "$BACKPORT" boot b --side after --print
matches "$said" '^stub-qemu -kernel .*/vmlinux -initrd out/b/try.after.initrd -append console=hvc0$' "prints QEMU's command"
is "$(gzip -dc out/b/try.after.initrd | cpio -i --to-stdout --quiet plan | sed -n 's/^check //p' | tr '\n' ' ')" \
	'one two three ' 'with an initramfs of all checks'
status 129 '--shell and --gdb' "$BACKPORT" boot b --side after --shell --gdb
matches "$said" '^backport boot: give one of --shell, --gdb and --print, not two' 'are refused'
status 0 '--shell' "$BACKPORT" boot b --side after --shell
is "$(gzip -dc out/b/try.after.initrd | cpio -i --to-stdout --quiet plan | head -n 1)" 'shell yes' 'has one in the initramfs'
status 0 '--gdb' "$BACKPORT" boot b --side after --gdb
matches "$said" "QEMU waits; run: gdb .*/vmlinux -ex 'target remote :1234'" 'says how to attach'

# Tried in any kernel
: >"$tmp/boots"
says new FAIL
mkdir checks/new
echo 'program new' >checks/new/check.c
status 1 'check-run' "$BACKPORT" check-run new --kernel "$work/after/vmlinux"
matches "$said" '^FAIL  new$' 'shows the steps'
matches "$said" '^new: FAIL: step new \([0-9.]* s, out/check-run/new.plain.log\)$' 'and what they come to'
is "$(boots)" 'new;' 'of this check alone'
status 128 'no kernel' "$BACKPORT" check-run new --kernel none
status 129 'none named' "$BACKPORT" check-run new
status 128 'a target that is not there' "$BACKPORT" check-run new --kernel "$work/after/vmlinux" --target x
matches "$said" "no target 'x'; there are: " 'is named'
printf '[mode "poison"]\n\tappend =\n' >>backport.conf
printf '[check]\n\tmode = plain\n' >checks/new/check.conf
status 128 'a mode in which the check does not run' "$BACKPORT" check-run new --kernel "$work/after/vmlinux" --mode poison
matches "$said" "check 'new' does not run in mode poison, by its check.conf" 'is named'
status 128 'a mode that is not there' "$BACKPORT" check-run new --kernel "$work/after/vmlinux" --mode x
matches "$said" "no mode 'x'; there are: plain, poison" 'is named'
done_testing
