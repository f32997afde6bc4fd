#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boots with a stub for QEMU: what it prints, how it dies, and what is left running.
set -eu
. "$(dirname "$0")/../tap.sh"
export SEAL_LOG="$TOP/build/seal-log" cases="$TOP/tests/console"

export BACKPORT_CACHE="$tmp/cache"
mkdir -p "$tmp/bin" "$tmp/p/checks/ownership" "$tmp/p/out/b"
PATH=$tmp/bin:$PATH
export tmp
cd "$tmp/p"

# The stub does what $tmp/<mode> says, and counts its runs in $tmp/<mode>.runs.
cat >"$tmp/bin/stub-qemu" <<'EOF'
#!/bin/sh
[ "$1" != --version ] || { echo "stub 1.0$(cat "$tmp/version" 2>/dev/null)"; exit; }
[ "$1" != -L ] || { echo "$tmp/none"; echo "$tmp/firmware"; exit; }
case "$*" in *-kernel*) ;; *) . "$tmp/try" ;; esac
mode=plain
case "$*" in *poison*) mode=poison ;; esac
echo x >>"$tmp/$mode.runs"
printf '%s\n' "$@" >"$tmp/$mode.args"
while [ "$1" != -initrd ]; do shift; done
cp "$2" "$tmp/$mode.initrd"
initrd=$2 append=$4
# guest LOG: says it as a guest with this boot's secret would, or with $secret
guest() { sed "s/\(Kernel command line: \).*/\1$append/" "$1" | "$SEAL_LOG" "${secret:-$initrd}"; }
. "$tmp/$mode"
EOF
for tool in gcc ld; do
	printf '#!/bin/sh\necho %s 1.0\n' "$tool" >"$tmp/bin/stub-$tool"
done
chmod 755 "$tmp/bin"/stub-*
cat >backport.conf <<'EOF'
[fix "f"]
	upstream = db08e1d53034a54fe177ced70476fda73954b9e9
	patch = f.patch
	check = ownership
[target "t"]
	arch = powerpc
	cross = stub-
	image = arch/boot/vmlinux
	qemu = stub-qemu
	arg = -M powernv8  -m 2G
	arg = -nographic
	append = console=hvc0
	timeout = 60
[mode "plain"]
	append =
[mode "poison"]
	append = poison=1
[branch "b"]
	base = v1
	fix = f
	target = t
EOF
stub_guest
echo 'the program' >checks/ownership/check.c
printf '[check]\n\tmodule = tablebase\n\tsignature = owned-base,release,released-base,rebind,again\n' \
	>checks/ownership/check.conf

stage() { # STAGE OUTCOME [SIDE]
	printf '{"branch":"b","stage":"%s","outcome":"%s","reason":"","key":"k%s","started":"","seconds":1,"image_sha256":"%s"}\n' \
		"$1" "$2" "${3-}" "$sha" >"out/b/$1.json"
}
kernel='Linux version 4.9.262 (a kernel)'
sha=
stage tree PASS
stage apply PASS
work=$(project_works "$PWD")/b
for side in before after; do
	sha=$(echo "$kernel $side" | sha256sum | cut -d" " -f1)
	stage "build.$side" PASS "$side"
	mkdir -p "$work/$side"
	echo "$kernel $side" >"$work/$side/vmlinux"
	echo module >"$work/$side/tablebase.ko"
	printf 'k%s' "$side" >"$work/$side/key"
done

does() { # MODE SCRIPT
	printf '%s\n' "$2" >"$tmp/$1"
	: >"$tmp/$1.runs"
}
both() {
	does plain "$1"
	does poison "$1"
}
runs() {
	wc -l <"$tmp/$1.runs"
}
json() { # STAGE KEY: its first value among the boots
	sed -n "/\"runs\": /,\$s/^ *\"$2\": \(.*[^,]\),\{0,1\}\$/\1/p" "out/b/$1.json" | head -n 1
}
# Nothing of a boot is left: everything a stub starts has this mark in its arguments.
mark=boot-test-$$
nothing_left() {
	sleep 0.2
	is "$(pgrep -f "$mark" || true)" '' "$1: nothing is left running"
}
# The boots here run one round, of the same steps.
sed -e 's/rounds=3/rounds=1/' -e 's/4\.4\.262/4.9.262/' -e '/step [23]\./d' \
	-e '/step 1\.\(unbind\|owned-base\|release\|released-base\|rebind\) /d' \
	-e 's/^\(backport: result FAIL\) .*/\1 steps=3 passed=2 failed=1 skipped=0/' \
	"$cases/fail/log" >"$tmp/fail.log"
pass="guest '$cases/pass-short/log'"
fail="guest '$tmp/fail.log'"

# Good boots
both "$pass"
status 0 'a pass in both modes' "$BACKPORT" boot b --side after
is "$said" "b: boot.after PASS ($(printf '%s' "$said" | sed 's/.*(\(.*\))/\1/'))" 'one line says so'
is "$(tr '\n' ' ' <"$tmp/plain.args")" \
	"-M powernv8 -m 2G -nographic -kernel $work/after/vmlinux -initrd $work/after/initrd.after.plain -append console=hvc0 " \
	'the command line is from the configuration'
is "$(tail -n 1 "$tmp/poison.args")" 'console=hvc0 poison=1' "a mode adds its words"
sed 's/^\(backport:\) [0-9]*/\1/; s/ mac=[0-9a-f]\{16\}//; s/ steps=up,own,again//' \
	out/b/boot.after.plain.log >"$tmp/came"
sed 's/\(Kernel command line: \).*/\1console=hvc0/' "$cases/pass-short/log" | cmp -s "$tmp/came"
ok $? 'the console is kept as it came'
secret=$(json boot.after secret)
matches "$secret" '^"[0-9a-f]{32}"$' "the boot's secret is in the result"
ok "$(! grep -q "${secret#?}" out/b/*.log "$tmp/plain.args"; echo $?)" 'in no log, and not on the command line'
holds 'and the initramfs is gone' test ! -e "$work/after/initrd.after.plain"
is "$(json boot.after start_ms)$(json boot.after at_ms)" '' 'an older guest says no times'
status 0 'the same again' "$BACKPORT" boot b --side after
matches "$said" 'stored' 'is the stored result'
is "$(runs plain)" 1 'without a boot'
status 0 '--force' "$BACKPORT" boot b --side after --force
is "$(runs plain)" 2 'boots'
echo ' changed' >"$tmp/version"
status 0 'another QEMU' "$BACKPORT" boot b --side after
is "$(runs plain)" 3 'boots'
mkdir "$tmp/firmware"
echo 'firmware of powernv' >"$tmp/firmware/skiboot.lid"
is "$(sed -n 's/^ *"firmware \(.*\)": "\(.*\)".*/\1: \2/p' out/b/boot.after.json)" 'skiboot.lid: none found' 'firmware that it has not'
status 0 'firmware of its own' "$BACKPORT" boot b --side after
is "$(sed -n 's/^ *"firmware \(.*\)": "\(.*\)".*/\1: \2/p' out/b/boot.after.json)" \
	"skiboot.lid: $(sha256sum <"$tmp/firmware/skiboot.lid" | cut -d' ' -f1)" 'is an input'
echo 'another program' >checks/ownership/check.c
status 0 'another check' "$BACKPORT" boot b --side after
is "$(runs plain)" 5 'boots'
mkdir "$tmp/share"
mv guest "$tmp/share/"
status 0 'the same guest beside the program, not in the project' env BACKPORT_SHARE="$tmp/share" "$BACKPORT" boot b --side after
matches "$said" 'stored' 'is the same guest'
mv "$tmp/share/guest" .
status 0 '-v' "$BACKPORT" -v boot b --side after --force
matches "$said" '^plain: backport: 2 step 1.up PASS' 'shows the console'
status 0 '--repeat' "$BACKPORT" boot b --side after --repeat 3
is "$(runs poison)" 9 'boots as often in each mode'
is "$(json boot.after boots)" 3 'and says so'

does plain "guest '$cases/pass-with-times/log'"
status 0 'a guest that says times' "$BACKPORT" boot b --side after --force
is "$(json boot.after init_ms) $(json boot.after start_ms) $(json boot.after result_ms) $(json boot.after at_ms)" \
	'1302 1489 2750 1491' 'has them in the result'
both "$pass"

# The initramfs
gzip -dc "$tmp/plain.initrd" | cpio -tv --quiet 2>/dev/null |
	awk '{print $1, $3, $4, $NF}' >"$tmp/list"
is "$(cat "$tmp/list")" 'drwxr-xr-x root root bin
drwxr-xr-x root root checks
drwxr-xr-x root root dev
drwxr-xr-x root root proc
drwxr-xr-x root root sys
drwxr-xr-x root root tmp
-rwxr-xr-x root root init
drwxr-xr-x root root checks/ownership
-rwxr-xr-x root root checks/ownership/check
-rw-r--r-- root root checks/ownership/tablebase.ko
-rw-r--r-- root root plan
-rw------- root root secret' 'the initramfs holds what the guest needs'
is "$(gzip -dc "$tmp/plain.initrd" | cpio -i --to-stdout --quiet init checks/ownership/check plan)" \
	'the guest
another program
check ownership
timeout 60
arg ./check' 'PID 1, the program, and what is to be run'
contents() {
	gzip -dc "$tmp/plain.initrd" | cpio -i --to-stdout --quiet init "checks/*" | cat - "$tmp/list"
}
contents >"$tmp/first"
key=$(sed -n 's/^ *"key": //p' out/b/boot.after.json)
rm -r "$(works guest)"
sleep 1
status 0 'packed again' "$BACKPORT" boot b --side after --force
contents | cmp -s "$tmp/first"
ok $? 'it holds the same bytes'
is "$(sed -n 's/^ *"key": //p' out/b/boot.after.json)" "$key" "and a boot's secret is no part of the key"
holds 'each boot has its own' test "$(json boot.after secret)" != "$secret"

# The verdict, by the stored results alone: those of the tree and the builds are made up
verdict() { # WHAT
	status 0 "$1" env BACKPORT_JOB=1 "$BACKPORT" verdict b
}
both "$fail"
status 1 'a fail in both modes' "$BACKPORT" boot b --side before
matches "$said" 'FAIL .*plain: step 1.again: eth0: bring up' 'names the step'
verdict 'is what a fix wants'
matches "$said" '^b: proved: fails without the fix and passes with it, in 2 modes$' 'the branch is proved'
matches "$(cat out/b/verdict.json)" '"verdict": "proved"' 'and it is stored'
does poison "$pass"
status 1 'a mode that passes without the fix' "$BACKPORT" boot b --side before --force
verdict 'is no harm where another one fails'
matches "$said" '^b: proved: fails without the fix in plain and passes with it, in 2 modes$' 'which is named'
does plain "$pass"
"$BACKPORT" -q boot b --side before --force || true
verdict 'but all that pass prove nothing'
matches "$said" 'unproved: .*the check passes without the fix' 'as is said'
both "guest '$cases/fail-otherwise/log'"
"$BACKPORT" -q boot b --side before --force || true
verdict 'another failure than the signature'
matches "$said" 'unproved: plain: .*otherwise than' 'proves nothing'
both "if [ \$((\$(wc -l <\$tmp/\$mode.runs) % 2)) = 0 ]; then $pass; else $fail; fi"
status 1 'boots that differ' "$BACKPORT" boot b --side after --repeat 4
matches "$said" 'plain: 2 of 4 boots pass' 'are counted'
both "$fail"
"$BACKPORT" -q boot b --side before --force || true
verdict 'flaky is not proved'
matches "$said" 'unproved: plain: flaky, 2 of 4 boots with the fix pass' 'nor broken'
"$BACKPORT" -q boot b --side after --force || true
verdict 'a fail with the fix'
matches "$said" 'broken: boot.after fails: plain: step 1.again' 'is broken'
echo other >"$work/after/vmlinux"
status 128 'an image that is not the one that was built' "$BACKPORT" boot b --side after --force
matches "$said" 'ERROR .*vmlinux: is not the kernel that was built: its sha256 is [0-9a-f]{16}' 'is not booted'
echo "$kernel after" >"$work/after/vmlinux"
"$BACKPORT" -q boot b --side after --force || true
sed -i 's/"image_sha256": "[0-9a-f]*"/"image_sha256": "other"/' out/b/boot.after.json
verdict 'a boot of another kernel'
matches "$said" 'no verdict: boot.after is of another kernel than the last build' 'is no evidence'
sed -i 's/"stage":"build.after"/"inputs":{"tree":"0"},&/' out/b/build.after.json
sed -i 's/"stage":"apply"/"inputs":{"after":"1"},&/' out/b/apply.json
verdict 'a build of another tree than the series makes'
matches "$said" 'no verdict: build.after is of another tree than the series makes: run backport matrix --only b' 'is none either'
rm out/b/boot.after.json
stage build.after PASS after
stage apply PASS
verdict 'a missing boot'
matches "$said" 'no verdict: boot.after has no result' 'is named'
stage tree SKIP
verdict 'a skipped tree'
matches "$said" '^b: skipped' 'is skipped'
stage tree PASS
both "$pass"
status 125 'but not for a job' "$BACKPORT" verdict b
matches "$said" 'no verdict: cannot tell whether tree is stale: branch b has no base' 'nothing made up proves anything'

# Ways to fail
side='boot b --side after --force'
both "guest '$cases/pass-with-oops/log'"
# shellcheck disable=SC2086 # an option list
status 1 'an oops beside a pass' "$BACKPORT" $side
matches "$said" 'says PASS, but the kernel complained; line 8' 'is a fail that names the line'
both "guest '$cases/counts-lie/log'"
# shellcheck disable=SC2086
status 128 'counts that lie' "$BACKPORT" $side
matches "$said" 'ERROR .*no evidence, line 10' 'are an error'
is "$(runs plain)" 1 'that is not retried'
both "$pass; cat '$cases/panic/log' >/dev/null; exit 1"
# shellcheck disable=SC2086
status 0 'the console counts, not the exit status' "$BACKPORT" $side

# A kernel that speaks for the guest
both "grep -v 'command line' '$cases/pass-short/log'"
# shellcheck disable=SC2086
status 1 'lines without a seal' "$BACKPORT" $side
matches "$said" 'FAIL .*the kernel did not start the check' "are not the guest's"
both "secret=00112233445566778899aabbccddeeff; $pass"
# shellcheck disable=SC2086
status 128 'lines with the seal of another secret' "$BACKPORT" $side
matches "$said" 'ERROR .*no evidence, line 6: a line of the guest is cut, garbled or forged' 'are no evidence'
sed 's/check=ownership/check=other/' "$cases/pass-short/log" >"$tmp/other.log"
both "guest '$tmp/other.log'"
# shellcheck disable=SC2086
status 128 'another check' "$BACKPORT" $side
matches "$said" "line 11: the check is 'other', asked was 'ownership'" 'is no evidence'
sed 's/kernel=4.9.262/kernel=4.9.261/' "$cases/pass-short/log" >"$tmp/other.log"
# shellcheck disable=SC2086
status 128 'another kernel' "$BACKPORT" $side
matches "$said" 'line 6: the kernel is 4.9.261, asked was 4.9.262' 'is no evidence'

# QEMU's own faults
both "echo 'stub-qemu: no such machine' >&2; exit 1"
# shellcheck disable=SC2086
status 128 'QEMU dying at its start' "$BACKPORT" $side
matches "$said" 'ERROR .*the emulator died.*no such machine.*2 times before' 'is ours, after retries'
is "$(runs plain)" 3 'two of them'
both "[ \$(wc -l <\$tmp/\$mode.runs) -gt 1 ] || exit 1; $pass"
# shellcheck disable=SC2086
status 0 'QEMU dying once' "$BACKPORT" $side
matches "$said" 'PASS .*QEMU died at its start 1 time before' 'is said'
both "guest '$cases/pass-short/log' | head -n 6; kill -9 \$\$"
# shellcheck disable=SC2086
status 128 'QEMU killed while the kernel runs' "$BACKPORT" $side
is "$(runs plain)" 1 'is not retried'

# What does not end by itself
both "$pass; sleep 300; : $mark"
# shellcheck disable=SC2086
status 0 'no power-off after the end line' "$BACKPORT" $side
is "$(json boot.after stop)" '"after end"' 'is ended after some seconds'
matches "$(json boot.after seconds)" '^3\.' 'three'
both "trap '' TERM; guest '$cases/panic/log'; sh -c 'sleep 300; : $mark' & setsid sh -c 'sleep 300; : $mark' & while :; do sleep 1; done; : $mark"
does poison "$pass"
# shellcheck disable=SC2086
status 1 'a panic that hangs, SIGTERM ignored, children left' "$BACKPORT" $side
matches "$said" 'plain: Kernel panic - not syncing: Fatal exception' 'is a fail'
nothing_left panic
both "guest '$cases/pass-short/log' | head -n 6; exec yes eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
does poison "$pass"
# shellcheck disable=SC2086
status 1 'a flood' "$BACKPORT" $side
matches "$said" 'plain: .*floods the console' 'is ended'
holds 'at 100 MiB' test "$(wc -c <out/b/boot.after.plain.log)" -le 110000000
rm -f out/b/boot.after.plain.log
sed -i 's/timeout = 60/timeout = 4/' backport.conf
both "guest '$cases/pass-short/log' | head -n 4; while :; do echo tick; sleep 0.5; done; : $mark"
does poison "guest '$cases/pass-short/log' | head -n 7; while :; do echo tick; sleep 0.5; done; : $mark"
# shellcheck disable=SC2086
status 128 'no start line, and no end' "$BACKPORT" $side
matches "$said" "plain: .*did not start the check .* and does not say why" 'is an error: the machine may be slow'
is "$(sed -n 's/^ *"stop": "\(.*\)",$/\1/p' out/b/boot.after.json | tr '\n' ' ')" \
	'no start timeout ' 'each by its own rule'
nothing_left timeout
# shellcheck disable=SC2086
status 128 'the same again' "$BACKPORT" boot b --side after
case $said in *stored*) ok 1 'is not the stored result' ;; *) ok 0 'is not the stored result' ;; esac
both "guest '$cases/pass-short/log' | head -n 4; sleep 3; guest '$cases/pass-short/log' | tail -n +5"
# shellcheck disable=SC2086
status 0 'a slow machine' env BACKPORT_SLOWNESS=3 "$BACKPORT" $side
both "guest '$cases/pass-short/log' | head -n 4; echo 'BUG: soft lockup - CPU#0 stuck for 22s!'; while :; do echo tick; sleep 0.5; done; : $mark"
# shellcheck disable=SC2086
status 1 'no start line, but a reason' "$BACKPORT" $side
matches "$said" 'FAIL .*did not start the check .*; line 5: BUG: soft lockup' 'is a fail'
sed -i 's/timeout = 4/timeout = 60/' backport.conf

# With what the instructions are executed
both "$pass"
cp backport.conf as-given
for accel in tcg auto; do
	sed "s/qemu = .*/&\n\taccel = $accel/" as-given >backport.conf
	# it may start, on a busy machine, long before it gives up
	echo 'sleep 1; echo failed to set MSR >&2; exit 134' >"$tmp/try"
	status 0 "accel = $accel" "$BACKPORT" boot b --side after
	matches "$(tr '\n' ' ' <"$tmp/plain.args")" ' -nographic -accel tcg -kernel ' 'KVM that does not work is not taken'
	is "$(printf '%s\n' "$said" | grep -c MSR || :)" 0 'and what QEMU says of it is not shown'
	is "$(json boot.after accel)" '"tcg"' 'and the result says so'
done
if [ -r /dev/kvm ] && [ -w /dev/kvm ]; then
	# it answers the monitor, and does so late on a busy machine
	echo "echo x >>'$tmp/tries'; read -r asked; sleep 1; case \$asked in *quit*) exit 0 ;; esac; exit 1" >"$tmp/try"
	status 0 'a KVM that works' "$BACKPORT" boot b --side after --force --repeat 2
	is "$(wc -l <"$tmp/tries")" 1 'is tried once, not for every boot'
	matches "$(tr '\n' ' ' <"$tmp/plain.args")" ' -accel kvm -cpu host -kernel ' 'is taken'
	is "$(json boot.after accel)" '"kvm"' 'and said'
else
	skip 'no /dev/kvm here'
fi
mv as-given backport.conf

# A full disk
if mount -t tmpfs -o size=128k tmpfs out/b 2>/dev/null; then
	stage build.after PASS after
	both "guest '$cases/pass-short/log' | head -n 6; head -c 300000 /dev/zero; sleep 300; : $mark"
	# shellcheck disable=SC2086
	status 128 'a full disk' "$BACKPORT" $side
	matches "$said" 'out/b/boot.after.*No space left on device' 'is said'
	nothing_left 'a full disk'
	ok "$([ ! -e out/b/boot.after.json ] || grep -q '^}$' out/b/boot.after.json; echo $?)" \
		'and no half of a result'
	umount out/b
else
	skip 'a full disk: no permission to mount a small one'
fi

# We are killed
both "guest '$cases/pass-short/log' | head -n 6; setsid sh -c 'sleep 300; : $mark' & sh -c 'sleep 300; : $mark'"
rm -f out/b/boot.after.json
for signal in INT TERM HUP KILL; do
	# a background job, and all under nohup, would have some of them ignored
	env --default-signal "$BACKPORT" -q boot b --side after --force >/dev/null 2>&1 &
	pid=$!
	soon pgrep -f "$mark" >/dev/null || :
	kill -s "$signal" "$pid"
	got=0
	wait "$pid" 2>/dev/null || got=$?
	holds "SIG$signal ends it as a signal does" test "$got" -gt 128
	nothing_left "SIG$signal"
	holds 'and there is no result' test ! -e out/b/boot.after.json
done

# In the sandbox
other=$(mktemp -d)
trap 'rm -rf "$tmp" "$other"' EXIT
echo private >"$other/private"
cat >"$tmp/bin/boxed-qemu" <<EOF
#!/bin/sh
[ "\$1" != --version ] || { echo boxed 1.0; exit; }
[ "\$1" != -L ] || exit 0
echo "Linux version 4.9.262 (a kernel)"
echo "arguments: \$*"
[ ! -e "$other/private" ] || echo "sees a file"
[ -z "\${OTHER-}" ] || echo "sees our environment"
! echo x 2>/dev/null >>"\$(echo "\$*" | sed 's/.*-kernel \([^ ]*\).*/\1/')" || echo "writes to the kernel"
while [ "\$1" != -initrd ]; do shift; done
[ ! -r "\$2" ] || echo "reads the initramfs"
EOF
chmod 755 "$tmp/bin/boxed-qemu"
if bwrap --unshare-all --ro-bind / / true 2>/dev/null; then
	sed -i 's/qemu = stub-qemu/qemu = boxed-qemu/' backport.conf
	# shellcheck disable=SC2086
	OTHER=x env -u BACKPORT_SANDBOX "$BACKPORT" -q $side || :
	matches "$(cat out/b/boot.after.plain.log)" '^arguments: -sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny -M powernv8' 'QEMU runs with what it can refuse itself'
	is "$(grep -E '^(sees|writes|reads)' out/b/boot.after.plain.log)" 'reads the initramfs' 'in a sandbox that has what it needs'
	sed -i 's/qemu = boxed-qemu/qemu = stub-qemu/' backport.conf
	cp guest/Makefile "$tmp/Makefile"
	# shellcheck disable=SC2016 # make's dollars
	printf '%s\n\t%s\n' '$(O)/check: $(CHECK)/check.c' '@cp $(CHECK)/check.c $@' '$(O)/init: init.c' "@! cat '$other/private' && ! touch '$other/made' && ! touch made && cp init.c \$@" >guest/Makefile
	env -u BACKPORT_SANDBOX "$BACKPORT" -q boot b --side after 2>/dev/null || :
	ok "$([ ! -e "$other/made" ] && [ ! -e guest/made ]; echo $?)" "the guest's Makefile writes nowhere else"
	ok "$(! grep -q 'does not compile' out/b/boot.after.json; echo $?)" 'and reads nothing else'
	# shellcheck disable=SC2016 # make's dollars
	printf '%s\n\t%s\n' '$(O)/init: init.c' "@ln -s '$other/private' \$@" >guest/Makefile
	echo 'the linked guest' >guest/init.c
	status 128 'a guest that is a link' "$BACKPORT" boot b --side after
	matches "$said" 'init: ' 'is not followed'
	cp "$tmp/Makefile" guest/Makefile
else
	skip 'QEMU in a sandbox: no bubblewrap, or it may not'
fi

# Inputs whose names are no UTF-8, and differ by that alone
both "$pass"
one=$(printf 'disk\377') other_disk=$(printf 'disk\376')
cp backport.conf "$tmp/was.conf"
sed -i "s/-nographic/& -drive file=$one -drive file=$other_disk/" backport.conf
for disk in "$one" "$other_disk"; do
	echo a disk >"$disk"
done
status 0 'disks of such names' "$BACKPORT" boot b --side after
is "$(grep -c '"qemu file disk?\( (2)\)\{0,1\}": "' out/b/boot.after.json)" 2 'are both in the key'
for disk in "$one" "$other_disk"; do
	echo another >"$disk"
	status 0 'one that changed' "$BACKPORT" boot b --side after
	ok "$(! echo "$said" | grep -q stored; echo $?)" 'is booted again'
done
mv "$tmp/was.conf" backport.conf

# What is missing
status 128 'an unknown branch' "$BACKPORT" boot nope --side after
matches "$said" "no branch 'nope' in the configuration; it has: b" 'is named'
status 129 'no side' "$BACKPORT" boot b
matches "$said" 'which kernel. Wants --step before, --step after or --step K' 'is usage'
status 129 'a side of no kind' "$BACKPORT" boot b --side both
status 129 'no branch' "$BACKPORT" boot --side after
status 129 'a repeat of no number' "$BACKPORT" boot b --side after --repeat x
status 129 'a verdict of nothing' "$BACKPORT" verdict
status 129 'a verdict of two' "$BACKPORT" verdict b b
mv "$tmp/bin/stub-qemu" "$tmp/bin/away"
# shellcheck disable=SC2086
status 128 'no QEMU' "$BACKPORT" $side
matches "$said" "'stub-qemu' is not in PATH; 'backport deps' installs" 'says what to do'
mv "$tmp/bin/away" "$tmp/bin/stub-qemu"
mv "$tmp/bin/stub-gcc" "$tmp/bin/away"
# shellcheck disable=SC2086
status 128 'no cross compiler' "$BACKPORT" $side
matches "$said" "'stub-gcc' is not in PATH" 'is named'
mv "$tmp/bin/away" "$tmp/bin/stub-gcc"
# shellcheck disable=SC2016 # make's dollars
printf '%s\n\t%s\n' '$(O)/init: init.c' '@echo init.c:1: error: no; false' >guest/Makefile
# shellcheck disable=SC2086
status 128 'a guest that does not compile' "$BACKPORT" $side
matches "$said" "the guest does not compile: init.c:1: error: no" 'shows its error'
# shellcheck disable=SC2016 # make's dollars
printf '%s\n\t%s\n' '$(O)/init: init.c' '@yes; false' >guest/Makefile
# shellcheck disable=SC2086
status 128 'a guest whose make prints without end' "$BACKPORT" $side
matches "$said" 'the guest does not compile: make printed more than 16 MiB' 'is ended'
is "$(find "$(works guest)" -name '*.[0-9]*')" '' 'leaves nothing half made'
stage build.after FAIL after
# shellcheck disable=SC2086
status 125 'a failed build' "$BACKPORT" $side
matches "$said" 'SKIP .*no kernel to boot, build.after is FAIL' 'skips the boot'
stage build.after PASS other
# shellcheck disable=SC2086
status 128 'images of another build' "$BACKPORT" $side
matches "$said" 'gone from the cache; run: backport build b --side after' 'are not booted'
rm out/b/build.after.json
# shellcheck disable=SC2086
status 128 'no build' "$BACKPORT" $side
matches "$said" 'no kernel was built; run: backport build b --side after' 'says what to do'
done_testing
