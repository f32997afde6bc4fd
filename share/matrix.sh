# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What `backport matrix` runs, in the project's folder: the graph is `backport
# plan`'s, the scheduler is make.
#	matrix.sh PROGRAM CONF JOBS STRICT URL SLURM [PLAN-OPTION...] [BRANCH...]
# JOBS, STRICT, URL and SLURM may be empty; the command has checked them.
set -eu
program=$1 conf=$2 jobs=$3 strict=$4 url=$5 slurm=$6
shift 6
unset MAKEFLAGS MFLAGS MAKELEVEL

backport() {
	"$program" --conf "$conf" "$@"
}

mkdir -p out || exit 128

# A wrong --url is refused now, not after the builds.
[ -z "$url" ] || backport report --format=kcidb --url "$url" >/dev/null || [ $? -ne 129 ] || exit 129

# One run at a time; what it starts inherits the lock.
exec 9>>out/.lock
if ! flock -n 9; then
	echo "backport: waiting for the run that holds out/.lock (process $(cat out/.lock))" >&2
	flock 9
fi
echo $$ >out/.lock

# A wrong option is told as one of `backport matrix`.
only=$(BACKPORT_FOR_MATRIX=1 "$program" --conf "$conf" plan "$@" --list) || exit
fix=
for word; do
	case $word in
	--fix=*) fix=$word ;;
	esac
done
backport plan --changed "$@" >out/.plan || exit
for branch in $only; do
	rm -f "out/$branch/verdict.json"
done

if [ -n "$slurm" ]; then
	run='sh out/.plan'
else
	run="make -k -j$jobs --no-print-directory -f out/.plan"
fi

# On a terminal the run is shown live, and what the stages say goes to a file.
exec 3>&1 4>&2
live=
if [ -t 1 ] && [ -z "${CI:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
	live=1
	exec 3>out/matrix.log 4>&3
fi

# In the background: this shell then sees a signal at once, and passes it on.
# shellcheck disable=SC2086 # words
setpriv --pdeathsig TERM $run >&3 2>&4 3>&- 4>&- &
run=$!
if [ -n "$live" ]; then
	# shellcheck disable=SC2086 # names
	backport watch --for $run $only 3>&- 4>&- 9>&- &
fi
stop=
trap 'stop=1; kill -TERM $run 2>/dev/null || :' HUP INT TERM
while kill -0 $run 2>/dev/null; do
	wait $run || :
done
trap - HUP INT TERM
wait
if [ -n "$stop" ]; then
	echo "backport: interrupted; the next run goes on from here" >&2
	exit 130
fi
echo
# shellcheck disable=SC2086 # names
backport --no-pager report --publish ${url:+--url "$url"} ${strict:+--strict} ${fix:+"$fix"} $only
