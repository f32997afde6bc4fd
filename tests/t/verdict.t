#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A verdict is worked out of the stages' results at each reading: whatever is changed after a proof, nobody goes on saying
# proved. Over stubs.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org

fault ''
# everybody STATUS VERDICT WHAT: what each reader says of v1
everybody() {
	after=$3
	status "$1" "$after: verdict" "$BACKPORT" verdict v1
	matches "$said" "^v1: $2" "$after: verdict's words"
	for format in table json ktap junit kcidb html; do
		got=0
		"$BACKPORT" report --format=$format >"$tmp/$format" || got=$?
		is "$format $got" "$format $1" "$after: report --format=$format"
	done
	is "$(grep -E '\<proved$' "$tmp/table")$(grep '"verdict": "proved"' "$tmp/json" "$tmp/kcidb")$(grep '^ *ok . v1' "$tmp/ktap")$(
		grep 'value="proved"' "$tmp/junit")$(grep '>proved<' "$tmp/html")" '' "$after: no format says proved"
	status "$1" "$after: export" "$BACKPORT" export v1
	matches "$said" 'v1 is not exported' "$after: says so"
	"$BACKPORT" watch --once v1 >"$tmp/watch"
	matches "$(cat "$tmp/watch")" "^v1 +$2" "$after: watch"
}
# again WHAT: back to a proof
again() {
	rm -rf out
	cp -r "$tmp/out" out
	got=0
	"$BACKPORT" -q report >"$tmp/said" || got=$?
	is "$got" 0 "after $1, what was proved is again"
}
echo 'a disk' >disk.img
mkdir "$STUB/firmware"
echo 'firmware of powernv' >"$STUB/firmware/skiboot.lid"
sed -i 's/-M powernv8/& -drive file=disk.img,readonly=on/' backport.conf
matrix
status 0 'a proved branch' "$BACKPORT" report
cp -r out "$tmp/out"

# The base as the tree's own Makefile names it, which apply found
sed -i 's/"base": "v1.0"/"base": "v1.0.7"/' out/v1/apply.json
matches "$("$BACKPORT" --json verdict v1)" '"base": *"v1.0.7"' "verdict names the base that apply found"
cp "$tmp/out/v1/apply.json" out/v1/apply.json

# A stage run alone
mkdir -p "$tmp/consoles/pass"
cp -r "$CONSOLES/fail" "$tmp/consoles/"
cp "$CONSOLES/fail/log" "$tmp/consoles/pass/"
status 1 'a boot that fails later' env CONSOLES="$tmp/consoles" "$BACKPORT" boot v1 --side after --force
everybody 1 broken 'a boot that fails later'
again 'a failing boot'
# starts FILE: both steps boot, and complain while they start: with the fix about FILE
starts() {
	for log in pass:"$1" fail:a.c; do
		sed "1a [    0.10] WARNING: CPU: 0 PID: 1 at ${log#*:}:1 f+0x1/0x2" "$CONSOLES/${log%%:*}/log" >"$tmp/consoles/${log%%:*}/log"
	done
	for side in before after; do
		CONSOLES="$tmp/consoles" "$BACKPORT" -q boot v1 --side $side --force || :
	done
}
starts a.c
status 0 'a kernel that complains while it starts, with the fix as without' "$BACKPORT" verdict v1
starts b.c
everybody 1 broken 'a kernel that complains of something else with the fix'
matches "$("$BACKPORT" verdict v1)" 'plain: while starting, .* of something else with the fix than without: WARNING: CPU: # PID: # at b.c:#' 'of what'
again 'early complaints'
fault hang-boot
rm -f "$STUB/hung"
"$BACKPORT" boot v1 --side after --force >/dev/null 2>&1 &
pid=$!
soon test -s "$STUB/hung"
kill -9 $pid
wait $pid 2>/dev/null || :
fault ''
everybody 125 'no verdict' 'a boot that is killed'
again 'a killed boot'

# What is stored says what nobody saw
edit() { # WHAT FILE SED
	sed -i "$3" "out/v1/$2"
	cmp -s "out/v1/$2" "$tmp/out/v1/$2" && ok 1 "$1 edits nothing"
	everybody 125 'no verdict' "$1"
	matches "$("$BACKPORT" verdict v1)" "$4" "$1: the reason"
	case $4 in
	boot.*.plain.log* | *'the consoles say'*)
		stage=${2%.json}
		stage=${stage%.plain.log}
		for format in junit kcidb ktap json; do
			"$BACKPORT" report --format=$format v1 >"$tmp/report" 2>/dev/null || :
			matches "$(cat "$tmp/report")" 'what is stored is not believed: [^"]*'"$stage" "$1: $format says so"
		done
		is "$("$BACKPORT" report --format=kcidb v1 | python3 -c "
import json, sys
print(sorted({t['status'] for t in json.load(sys.stdin)['tests'] if '/${stage#boot.}/' in t['id']}))")" "['MISS']" "$1: KCIDB has no step of it"
		holds "$1: nor has JUnit" eval "! '$BACKPORT' report --format=junit v1 | grep -q 'classname=\"v1.$stage.plain'" ;;
	esac
	again "$1"
}
status 0 'a repeated boot' "$BACKPORT" boot v1 --side after --repeat 2
rm -rf "$tmp/out"
cp -r out "$tmp/out"
edit 'an outcome turned' boot.before.json 's/"outcome": "FAIL"/"outcome": "PASS"/' 'boot.before.plain.log: outcome is PASS, the console says FAIL'
edit 'a step turned' boot.after.json 's/"name": "1.up"/"name": "1.down"/' 'boot.after.plain.log: steps is not what the console says'
edit 'a signature turned' boot.before.json 's/"signature": true/"signature": false/' 'boot.before.plain.log: signature'
edit "a stage's outcome turned" boot.after.json 's/^  "outcome": "PASS"/  "outcome": "FAIL"/' 'boot.after.json: outcome is FAIL, the consoles say PASS'
edit 'a longer console' boot.after.plain.log '1i more' 'boot.after.plain.log: another console than this boot had'
edit "another boot's console" boot.after.json 's/boot.after.plain.2.log/boot.after.plain.log/' 'boot 2 in mode plain names no log of it'
edit "another kernel's boot" boot.after.json 's/"image_sha256": "./"image_sha256": "z/' 'boot.after is of another kernel than the last build'
edit "another tree's build" build.after.json 's/"tree": "./"tree": "z/' 'build.after is of another tree than the series makes|build.after is stale'
edit 'a member twice' boot.before.json 's/^  "outcome": "FAIL"/  "outcome": "PASS", "outcome": "FAIL"/' 'boot.before has no result'
edit 'an input turned' build.before.json 's/12.2.0/12.3.0/' 'build.before is stale, compiler changed'
python3 - <<'END'
import json
p = 'out/v1/boot.after.json'
o = json.load(open(p))
del o['runs'][1]
o['modes'][0]['boots'] = o['modes'][0]['passed'] = 1
json.dump(o, open(p, 'w'))
END
everybody 125 'no verdict' 'a boot left out'
matches "$("$BACKPORT" verdict v1)" 'boot.after.json: 1 boots in mode plain, wanted 2' 'is counted'
again 'a boot left out'
python3 - <<'END'
import json
p = 'out/v1/boot.after.json'
o = json.load(open(p))
o['runs'][0] = dict(o['runs'][1], nr=1)
json.dump(o, open(p, 'w'))
END
everybody 125 'no verdict' 'a boot counted twice'
matches "$("$BACKPORT" verdict v1)" 'boot.after.plain.*: .*boot.after.plain.* has the same secret' 'is seen'
again 'a boot counted twice'
rm out/v1/boot.after.plain.log
everybody 125 'no verdict' 'a console that is gone'
matrix
status 0 'the matrix boots that again' "$BACKPORT" -q verdict v1
sed -i 's/"early": 0/"early": 1/' out/v1/boot.after.json
matrix
status 0 'and one whose stored result was edited' "$BACKPORT" -q verdict v1
again 'a lost console'
sed -i 's/"proved"/"unproved"/' out/v1/verdict.json
status 0 'a verdict that was edited is not read' "$BACKPORT" report
again 'an edited verdict'

# What there is now is another
changed() { # WHAT FILE SED REASON: of the project
	cp "$2" "$tmp/was"
	sed -i "$3" "$2"
	everybody 125 'no verdict' "$1"
	matches "$("$BACKPORT" verdict v1)" "$4: run backport matrix --only v1" "$1: the reason"
	cp "$tmp/was" "$2"
	again "$1"
}
changed 'another base' backport.conf 's/base = v1.0/base = v1.1/' 'cannot tell whether tree is stale: .*'
changed 'another signature' checks/ownership/check.conf 's/signature = own/signature = no/' 'boot.before is stale, signatures changed'
changed 'another mode' backport.conf 's/mode "plain"/mode "bare"/' 'boot.before is stale, modes changed'
mkdir "$tmp/bin"
ln -s "$TOP/tests/stub/stub-qemu" "$tmp/bin/other-qemu"
PATH=$tmp/bin:$PATH
changed 'another QEMU of the same version' backport.conf 's/qemu = stub-qemu/qemu = other-qemu/' 'boot.before is stale, qemu program changed'
sed -i "s,qemu = stub-qemu,qemu = $tmp/bin/own-qemu," backport.conf
cp "$TOP/tests/stub/stub-qemu" "$tmp/bin/own-qemu"
matrix
status 0 'QEMU by its path' "$BACKPORT" -q report
echo '# built again' >>"$tmp/bin/own-qemu"
status 125 'the same path and version, but another program' "$BACKPORT" verdict v1
matches "$said" 'boot.before is stale, qemu file .*own-qemu changed' 'is seen'
sed -i "s,qemu = .*,qemu = stub-qemu," backport.conf
again 'another program'
changed 'another time limit' backport.conf 's/timeout = 60/timeout = 90/' 'boot.before is stale, timeout changed'
changed 'another kernel command line' backport.conf 's/console=hvc0/console=hvc1/' 'boot.before is stale, append changed'
changed 'another fragment' kconfig/t.config 's/PCI=y/PCI=m/' 'build.before is stale, config changed'
changed 'another patch' patches/v1/f.patch 's/= 1;/= 1; /' 'patches/v1/f.patch has changed since'
changed 'another check' checks/ownership/check.c 's/program/other/' 'boot.before is stale, ownership: check changed'
changed 'another module' checks/ownership/module/oracle.c 's/oracle/orakel/' 'build.before is stale, ownership: module changed'
# What there is now cannot be found: a stage that ran into that says why
unfound() { # WHAT FILE SED CAUSE STAGE
	cp "$2" "$tmp/was"
	sed -i "$3" "$2"
	status 125 "$1" "$BACKPORT" verdict v1
	matches "$said" "no verdict: cannot tell whether the results are stale: $4" "$1: nothing is known of what was proved"
	matrix
	status 1 "$1, in a matrix" "$BACKPORT" report
	matches "$said" "^v1: error: $5: $4\$" "$1: the cause is said as the stage says it"
	cp "$tmp/was" "$2"
	matrix
	again "$1"
}
unfound 'a patch twice in the series' series/v1 'p' "series/v1:2: patch 'f.patch' is there already, on line 1; name it once" apply
unfound 'a compiler that is not there' backport.conf 's/cross = .*/cross = none-/' "'none-gcc' is not in PATH.*" build.before
changed 'another disk of the machine' disk.img 's/a disk/another/' 'boot.before is stale, qemu file disk.img changed'
changed "other firmware of QEMU's own" "$STUB/firmware/skiboot.lid" 's/of/for/' 'boot.before is stale, firmware skiboot.lid changed'
echo 'powerpc64le-linux-gnu-gcc (stub) 13.1.0' >"$STUB/gcc-version"
everybody 125 'no verdict' 'another compiler'
rm "$STUB/gcc-version"
again 'another compiler'
sed -i 's/^Fixed.$/Fixed it./' patches/v1/f.patch
status 0 "a patch's message alone" "$BACKPORT" export v1
sed -i 's/^Fixed it.$/Fixed./' patches/v1/f.patch
# Steps that differ by more than the fix, though what each rests on is as it says
for stage in build boot; do
	sed -i 's/"\(compiler\|qemu\)": "/&other /' out/v1/$stage.after.json
	reseal boot.after
	status 0 "in a matrix, which has compared all else: $stage" env BACKPORT_JOB=1 "$BACKPORT" verdict v1
	matches "$said" "no verdict: $stage.before and $stage.after are of different inputs: (compiler|qemu): run" 'is no proof'
	again "a $stage of another input"
done
# One kernel for both steps, with the same module for the check and with another
sed -i 's/"image_sha256": "[0-9a-f]*"/"image_sha256": "one"/' out/v1/build.*.json out/v1/boot.*.json
sed -i 's/"\(image\|ownership: initrd\)": ".*"/"\1": "one"/' out/v1/boot.*.json
reseal boot.before boot.after
status 0 'one kernel' env BACKPORT_JOB=1 "$BACKPORT" verdict v1
matches "$said" 'unproved: before and after booted the same kernel' 'proves nothing'
sed -i 's/"ownership: initrd": "one/&, another/' out/v1/boot.after.json
reseal boot.after
status 0 'with another module' env BACKPORT_JOB=1 "$BACKPORT" verdict v1
matches "$said" 'v1: proved' 'it does'
again 'one kernel'
cp backport.conf "$tmp/was"
sed -i 's/qemu = .*/&\n\taccel = auto/' backport.conf
sed '/^set -eu/a case " $* " in *" -kernel "* | *version*) ;; *) exit 1 ;; esac' "$TOP/tests/stub/stub-qemu" >"$tmp/bin/stub-qemu"
chmod +x "$tmp/bin/stub-qemu"
matrix
status 0 'all steps booted by emulation' "$BACKPORT" verdict v1
sed -i 's/"accel": "tcg"/"accel": "kvm"/' out/v1/boot.before.json
status 1 'one of them by the processor' "$BACKPORT" verdict v1
matches "$said" 'unproved: plain: booted by tcg at after, by kvm before, so that more than the fix differs: boot all steps alike, with --force boot' 'is no proof'
rm "$tmp/bin/stub-qemu"
mv "$tmp/was" backport.conf
again 'an accelerator'
cp backport.conf "$tmp/was"
mv "$project/v1" "$tmp/v1"
status 0 'kernels that are on the disk of another machine' "$BACKPORT" verdict v1
sed -i '/qemu = /d' backport.conf
everybody 125 'no verdict' 'and a target that is not booted any more'
matches "$("$BACKPORT" verdict v1)" 'cannot tell whether boot.before is stale: .target "t". names no qemu' 'says why'
mv "$tmp/was" backport.conf
mv "$tmp/v1" "$project/v1"
again 'a target without QEMU'
mv "$project/v1/after" "$tmp/after"
everybody 125 'no verdict' 'a kernel that is gone'
matches "$("$BACKPORT" verdict v1)" 'cannot tell whether boot.after is stale: the kernel that was built is gone' 'what cannot be told is stale'
mv "$tmp/after" "$project/v1/after"
again 'a lost kernel'
echo damaged >>"$project/v1/after/oracle.ko"
status 128 'a module that was changed in the cache' "$BACKPORT" boot v1 --side after --force
matches "$said" 'is not what was built: the kernel, a module or .config was changed there' 'is not booted'
status 0 'nor is its .config' "$BACKPORT" evidence v1 --force -o "$tmp/bundle"
matches "$said" 'the .config of after is not in the bundle: .*is not what was built' 'bundled'
rm "$project/v1/after/vmlinux"
status 0 'one without its kernel' "$BACKPORT" evidence v1 --force -o "$tmp/bundle"
mkdir "$project/v1/after/vmlinux"
status 128 'a kernel that cannot be read' "$BACKPORT" evidence v1 --force -o "$tmp/bundle"
matches "$said" '/vmlinux: ' 'is said, and bundled without it is nothing'
done_testing
