#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What goes wrong under a whole matrix: nothing half is taken for a result, nothing is left running, the next run goes on.
# shellcheck disable=SC2317 # called by soon()
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
matrix_project

# start ARGS...: a run in a process group of its own that hears Ctrl-C, in the background: $pid
start() {
	rm -f "$STUB/hung"
	setsid env --default-signal=INT ./build-matrix.sh "$@" >"$tmp/said" 2>&1 &
	pid=$!
}
ended() {
	got=0
	wait $pid || got=$?
}
hung() {
	test -s "$STUB/hung"
}
# Nothing of the run is left: neither what hangs nor anything in its process group
gone() {
	! grep -qs '^State:.*[^Z] (' "/proc/$(cat "$STUB/hung")/status" && ! pgrep -g "$pid" >/dev/null
}
# The pid of what hangs' parent, of that one's, and so on: NR times
above() {
	of=$(cat "$STUB/hung") nr=$1
	while [ "$nr" -gt 0 ]; do
		of=$(ps -o ppid= -p "$of" | tr -d ' ') nr=$((nr - 1))
	done
	echo "$of"
}
# No result is torn: each is an object to its end
whole() {
	for f in out/*/*.json; do
		[ ! -e "$f" ] || [ "$(tail -c 2 "$f")" = '}' ] || echo "$f"
	done
}
goes_on() {
	fault ''
	status 0 "$1: the next run" ./build-matrix.sh --only v1
	matches "$said" '^1 proved$' "$1: goes on from there"
	is "$(find out "$(works)" -name '*.tmp*' -o -name '.*.json.*')" '' "$1: and nothing half is left lying"
}

# Ctrl-C
fault ''
status 0 'a whole run' ./build-matrix.sh
for fault in objects:hang kernel:hang hang-boot; do
	fault $fault
	start -j2 --only v1 --force all
	soon hung
	kill -INT -$pid
	ended
	is "$got" 130 "Ctrl-C under $fault: ends the run"
	holds "Ctrl-C under $fault: and all that it started" soon gone
	matches "$(cat "$tmp/said")" 'interrupted; the next run goes on from here' "Ctrl-C under $fault: says so"
	case $fault in
	objects:*) left=$(ls out/v1/objects.json 2>/dev/null || :) ;;
	kernel:*) left=$(find out/v1 -name 'build.*.json' | sed 1d) ;; # one of the two is at work
	*) left=$(ls out/v1/boot.before.json 2>/dev/null || :) ;;
	esac
	is "$(whole)$left$(ls out/v1/verdict.json 2>/dev/null)" '' "Ctrl-C under $fault: and leaves no result"
	goes_on "Ctrl-C under $fault"
done

# kill -9 of each that can be killed
fault hang
start -j2 --only v1 --force build
soon hung
fault ''
kill -9 "$(above 1)"
ended
is "$got" 0 "kill -9 of the kernel's make: the run goes on"
matches "$(cat "$tmp/said")" 'build.(before|after) PASS .*made after 1 retries' 'and says so'
holds 'nothing is left running' soon gone
fault objects:hang
start -j2 --only v1 --force objects
soon hung
fault ''
kill -9 "$(above 1)"
ended
is "$got" 0 "kill -9 of make at the touched objects: the run goes on"
is "$(json objects retries)" 1 'and notes it'
holds 'nothing is left running' soon gone
fault hang-boot
start -j2 --only v1 --force boot.before
soon hung
fault ''
kill -9 "$(above 1)"
ended
is "$got" 0 'kill -9 of QEMU at its start: the run goes on'
matches "$(cat "$tmp/said")" 'boot.before FAIL .*QEMU died at its start 1 time before' 'and says so'
holds 'nothing is left running' soon gone
fault hang-boot
start -j2 --only v1 --force boot.after
soon hung
fault ''
kill -9 "$(above 2)"
ended
is "$got" 0 "kill -9 of QEMU's keeper: the run goes on"
matches "$(cat "$tmp/said")" 'boot.after PASS .*QEMU died at its start 1 time before' 'and says so'
holds 'nothing is left running' soon gone
fault hang
start -j2 --only v1 --force build
soon hung
fault ''
pkill -9 -g $pid -x backport
ended
holds 'kill -9 of backport build: is no success' test "$got" -ne 0
holds 'nothing is left running' soon gone
is "$(whole)$(ls out/v1/build.before.json 2>/dev/null)" '' 'and there is no result of it'
goes_on 'kill -9 of backport build'
fault objects:hang
start -j2 --only v1 --force objects
soon hung
fault ''
kill -9 "$(above 3)"
ended
is "$got" 0 'kill -9 of backport objects: the run goes on'
holds 'nothing is left running' soon gone
is "$(whole)$(ls out/v1/objects.json 2>/dev/null)" '' 'and there is no result of it'
goes_on 'kill -9 of backport objects'
is "$(json objects outcome)" SKIP 'kill -9 of backport objects: they are compared then'

# A stage that is killed before it has looked at its stored result
"$BACKPORT" plan v1 >"$tmp/plan"
make -s -k -f "$tmp/plan" BACKPORT=false >/dev/null 2>&1 || :
is "$(cd out/v1 && find . -name 'tree.*' -o -name 'apply.*' -o -name 'b*.json')" '' 'a stage that does not answer has no result'
status 125 'and a verdict on it' "$BACKPORT" verdict v1
matches "$said" 'no verdict: tree has no result' 'is none'
goes_on 'stages that do not answer'

# What is retried, and what is not
fault kernel:killed
rm -f "$work"/obj*/*.o
status 1 'a compiler that is killed each time' ./build-matrix.sh --only v1 --force build
matches "$said" 'v1: build.before ERROR .*also in 2 retries' 'is retried twice'
matches "$said" '^1 error$' 'and is no verdict on the kernel'
goes_on 'a compiler that was killed'
rm -f "$work"/obj*/*.o
fault kernel:broken
status 1 'a kernel that does not build' ./build-matrix.sh --only v1 --force build
is "$(calls | grep -c vmlinux)" 2 'is tried once a side'
fault ''
status 1 'the same again' ./build-matrix.sh --only v1
is "$(calls)" deps 'is not tried again'
status 0 'until it is asked for' ./build-matrix.sh --only v1 --force build

# A touched source that does not compile
set_fix() { # TEXT: what the fix adds
	sed -i "s/^+.*fixed.*/+$1/" patches/v1/f.patch
}
fault ''
set_fix '#error fixed'
status 1 'a touched source that does not compile' ./build-matrix.sh --only v1
matches "$said" "v1: objects FAIL .*: after: init/main.c:7:1: error: 'y' undeclared" 'is known first'
matches "$said" '^v1: build.after FAIL' 'fails its build'
is "$(calls | grep -c vmlinux || :)" 0 'and builds nothing'
matches "$said" '^v1 .*broken' 'and is broken'
matches "$(cat out/v1/verdict.json)" 'build.after fails: init/main.c:7:1: error' 'which says the error'
fault ''
status 1 'the same again' ./build-matrix.sh --only v1
is "$(calls)" deps 'holds'
set_fix 'int fixed = 1;'
goes_on 'a source that did not compile'
fault objects:killed
rm -f "$work"/obj*/*.o
status 0 'a compiler that is killed at the touched objects' ./build-matrix.sh --only v1 --force objects
matches "$said" 'v1: objects ERROR .*: after: a compiler was killed or broke down, also in 2 retries' 'is our error'
matches "$said" '^1 proved$' 'which the builds do not share'
goes_on 'touched objects whose compiler was killed'

# 100 MB of warnings
rm -f "$work"/obj*/*.o
export STUB_FLOOD=50000000
fault kernel:flood-once
status 0 'a flood' ./build-matrix.sh --only v1 --force build.before
holds 'of 100 MB' test "$(wc -c <out/v1/build.before.log)" -gt 100000000
holds 'is counted' test "$(json build.before warnings)" -gt 2000000
rm out/v1/build.before.log

# A full disk
full() {
	mkdir -p "$1"
	mount -t tmpfs -o size=1m tmpfs "$1" 2>/dev/null
}
drop() {
	umount "$1"
}
if full "$tmp/try"; then
	drop "$tmp/try"
	rm -rf out
	full out
	trap 'umount -l "$tmp/p/out" "$(works)" 2>/dev/null; rm -rf "$tmp"' EXIT
	fault flood
	rm -f "$work"/obj*/*.o
	start --only v1
	ended
	holds 'out/ is full: is no success' test "$got" -ne 0
	matches "$(cat "$tmp/said")" 'No space left on device|the disk is full' 'out/ is full: and is said'
	is "$(whole)" '' 'out/ is full: no result is torn'
	is "$(grep -l '"proved"' out/*/verdict.json 2>/dev/null)" '' 'out/ is full: nothing is proved'
	rm -f out/*/*.log
	goes_on 'out/ was full'
	drop out
	rm -rf out "$(works)"
	full "$(works)"
	head -c 2000000 /dev/zero >"$(works ballast)" 2>/dev/null || :
	fault ''
	start --only v1
	ended
	holds 'the cache is full: is no success' test "$got" -ne 0
	matches "$(cat "$tmp/said")" 'v1: objects ERROR .*(No space left on device|the disk is full)' 'the cache is full: and is said at the touched objects'
	is "$(whole)" '' 'the cache is full: no result is torn'
	matches "$(cat "$tmp/said")" '^1 error$' 'the cache is full: is our error'
	rm "$(works ballast)"
	goes_on 'the cache was full'
	drop "$(works)"
	trap 'rm -rf "$tmp"' EXIT
else
	skip 'a full disk: no permission to mount a small one'
fi
done_testing
