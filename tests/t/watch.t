#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The running matrix, watched: markers, bars, times, a terminal and a log.
set -eu
. "$(dirname "$0")/../tap.sh"
told

export BACKPORT_CACHE="$tmp/cache" LC_ALL=C
unset COLUMNS LINES NO_COLOR CI || :
cp -r "$TOP/tests/report/five" "$tmp/five"
mv "$tmp/five/results" "$tmp/five/out"
cd "$tmp/five"
"$BACKPORT" -q report --publish >/dev/null || :
sleep 300 &
worker=$!
trap 'kill $worker 2>/dev/null || :; rm -rf "$tmp"' EXIT

runs() { # BRANCH STAGE [PID]: as if a process were at it
	rm -f "out/$1/$2.json" "out/$1/verdict.json"
	printf '%s\n%s\n' "${3:-$worker}" "$(uname -n)" >"out/$1/.$2.lock"
}
line() { # BRANCH [COLUMNS]
	COLUMNS=${2:-120} "$BACKPORT" watch --once "$1"
}

# Lines
is "$(line v1)" 'v1  proved        10m07s' 'what is done has its verdict and its time'
is "$(line v4)" "v4  skipped           0s  tree is skipped: no tree 'v4.0'; to provide it: backport tree add v4.0 DIR" 'or why not'
is "$(line v5)" 'v5  begun, not finished' 'what has begun is not finished'
echo $worker >out/.lock
is "$(line v5)" 'v5  waiting for a job slot' 'while a matrix runs, it waits'
rm out/.lock
runs v1 objects
matches "$(line v1)" '^v1  objects       [0-9.]+s, about 10m0.s left$' 'what is touched is compiled first, and its time is known'
rm -f out/v1/.objects.lock
runs v1 build.before
matches "$(line v1)" '^v1  build.before  \[\.{22}\] 2/703  [0-9.]+s, about 8m5.s left$' 'a build has a bar against its last one'
for i in 1 2 3; do
	echo "  gcc -Wall -c -o x$i.o x$i.c" >>out/v1/build.before.log
	echo "x$i.c:1:1: warning: odd [-Wodd]" >>out/v1/build.before.log
done
matches "$(line v1)" ' 5/703 ' 'it grows with the log, and warnings count for nothing'
is "$(line v1 | wc -l)" 1 'nor do they break the line'
touch -d '-100 seconds' out/v1/.build.before.lock
matches "$(line v1)" '  1m4.s, about 7m1.s left$' 'time is counted from the marker'
runs v1 boot.before
printf 'NET: Registered\r\nVFIO \033[31mred\033[0m up\r\n\r\n' >out/v1/boot.before.poison.log
rm -f out/v1/.build.before.lock
matches "$(line v1)" '^v1  boot.before   [0-9.]+s, about 2[67]s left  \| VFIO red up$' 'a boot has the last line of its newest console'
matches "$(line v1 40)" '^v1  boot.before   ' 'in a narrow window too'
is "$(line v1 40 | awk 'length > 40')" '' 'cut to it'
sh -c 'exit 0' &
gone=$!
wait $gone
runs v1 boot.before "$gone"
is "$(line v1)" 'v1  begun, not finished' 'a marker whose process is gone says nothing'
printf '%s\nanother-host\n' "$gone" >out/v1/.boot.before.lock
matches "$(line v1)" '^v1  boot.before ' "another machine's is believed"
rm -f out/v1/.boot.before.lock

runs v1 build.before
matches "$(line v1 40)" '^v1  build.before  [0-9]+%  [0-9m]+s left$' 'a narrow window has what there is room for'
rm -f out/v1/.build.before.lock
"$BACKPORT" watch --once >"$tmp/log"
is "$(tr -d '\12\40-\176' <"$tmp/log" | wc -c)" 0 'one look is plain text'
matches "$(cat "$tmp/log")" 'to provide it: backport tree add v4.0 DIR$' 'and is not cut where there is no window'

mv out/v1/build.after.json "$tmp/result"
mkdir out/v1/build.after.json
status 128 'a result that cannot be read' "$BACKPORT" watch --once v1
matches "$said" '/v1/build.after.json: is a folder' 'is no branch that was not begun'
rmdir out/v1/build.after.json
mv "$tmp/result" out/v1/build.after.json

# A real stage leaves its marker, and takes it away
mkdir -p "$tmp/five/guest"
"$BACKPORT" -q verdict v5 || :
"$BACKPORT" -q boot v5 --side after || :
is "$(cat out/v5/.boot.after.lock)" '' 'a stage that has ended leaves no marker'

# As a log: one event per line
runs v2 objects
"$BACKPORT" watch --for $worker v2 v3 >"$tmp/log" &
watcher=$!
told_of() { # EVENT
	soon grep -q "^v2: $1\$" "$tmp/log"
}
told_of 'objects begins'
sed 's/"v1"/"v2"/' "$TOP/tests/report/five/results/v1/objects.json" >out/v2/.new
mv out/v2/.new out/v2/objects.json
: >out/v2/.objects.lock
told_of 'objects PASS'
runs v2 build.before
told_of 'build.before begins'
cp "$TOP/tests/report/five/results/v2/build.before.json" out/v2/
: >out/v2/.build.before.lock
told_of 'build.before PASS'
cp "$TOP/tests/report/five/results/v2/verdict.json" out/v2/.new
mv out/v2/.new out/v2/verdict.json
kill $worker
wait $worker 2>/dev/null || :
wait $watcher
is "$?" 0 'it ends with the process it is for'
is "$(cat "$tmp/log")" 'v2: objects begins
v2: objects PASS
v2: build.before begins
v2: build.before PASS
v2: broken: boot.after fails: poison: step 1.rebind: e100: <img src=x onerror=alert(1)> & more # hash' 'each event once, in its order'
is "$(tr -d '\12\40-\176' <"$tmp/log" | wc -c)" 0 'and nothing but text'
timeout 20 "$BACKPORT" watch >"$tmp/log"
is "$?" 0 'by itself it ends when nothing runs'

# On a terminal
screen() { # PATTERN COMMAND: what a terminal is sent until the pattern is there and the process watched for ends
	: >"$tmp/screen"
	timeout 20 script -fqec "$2" /dev/null </dev/null >"$tmp/screen" &
	soon grep -q -- "$1" "$tmp/screen" || :
	kill $worker
	wait
}
sleep 60 &
worker=$!
runs v1 build.before
screen "$(printf '\033')\[5A" "stty cols 50 rows 10; TERM=xterm '$BACKPORT' watch --for $worker"
matches "$(cat "$tmp/screen")" "$(printf '\033')\[5A" 'frames are drawn over each other'
is "$(tr '\r' '\n' <"$tmp/screen" | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' | awk 'length > 49')" '' 'no line reaches the last column'
matches "$(cat "$tmp/screen")" "$(printf '\033')\[32mproved|$(printf '\033')\[31mbroken" 'words are coloured'
sleep 60 &
worker=$!
screen 'and [0-9] more' "stty cols 80 rows 4; NO_COLOR=1 TERM=xterm '$BACKPORT' watch --for $worker"
is "$(grep -c "$(printf '\033')\[3[0-9]m" "$tmp/screen" || :)" 0 'but not with NO_COLOR'
matches "$(cat "$tmp/screen")" 'and [0-9] more' 'nor are there more lines than the window has'
sleep 1 &
worker=$!
timeout 20 script -qec "CI=1 TERM=xterm '$BACKPORT' watch --for $worker" /dev/null </dev/null >"$tmp/screen"
is "$(grep -c "$(printf '\033')" "$tmp/screen" || :)" 0 'with CI a terminal gets a log'

status 128 'no such branch' "$BACKPORT" watch v9
status 129 'no such process id' "$BACKPORT" watch --for x
done_testing
