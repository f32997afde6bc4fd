#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Is a period of real-time throttling that is not positive refused?
set -u
file=/proc/sys/kernel/sched_rt_period_us
failed=0

# check NAME VALUE: writing VALUE fails and changes nothing
check()
{
	name=$1 value=$2 was=$(cat "$file") good=ok
	if echo "$value" 2>/dev/null >"$file" || [ "$(cat "$file")" != "$was" ]
	then
		echo "# $value was taken, it reads $(cat "$file")"
		good='not ok'
		failed=1
	fi
	echo "$was" >"$file"
	nr=$((nr + 1))
	echo "$good $nr $name"
}

[ -w "$file" ] || { echo "1..0 # SKIP no $file"; exit 4; }
nr=0
echo 'TAP version 13'
echo 1..3
check negative -1
check zero 0
good='not ok'
echo 999999 >"$file" && [ "$(cat "$file")" = 999999 ] && good=ok
[ "$good" = ok ] || failed=1
echo "$good 3 positive"
echo 1000000 >"$file"
exit "$failed"
