#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The main job: for each branch, does the fix's check fail without the fix and pass with it?
# Loops and options only; the graph is `backport plan`'s, the scheduler is make.
set -eu
cd "$(dirname "$0")"
unset MAKEFLAGS MFLAGS MAKELEVEL

usage() {
	cat >&2 <<-'END'
	usage: ./build-matrix.sh [--only BRANCH]... [-jN] [--strict] [--no-install]
	                         [--force STAGE]... [--repeat N]

	  --only BRANCH  only this branch; may be repeated
	  -jN            job slots, shared by all branches (default: one a processor)
	  --strict       a skipped branch makes the exit status 125
	  --no-install   name the packages that are missing instead of installing them
	  --force STAGE  run it again though nothing changed: build, boot, boot.after, all
	  --repeat N     boot each side N times; not the same N times is unproved

	Exit status: 0 at least one branch proved and nothing wrong; 1 a branch is
	unproved, broken or in error; 125 nothing was judged; 128 could not be carried
	out; 129 usage.
	END
	exit 129
}

# The value of an option that wants one
value() {
	[ "$2" -ge 2 ] || { echo "build-matrix.sh: $1 wants a value" >&2; usage; }
}

install='' strict='' jobs='' only='' plan=''
while [ $# -gt 0 ]; do
	case $1 in
	--only) value "$1" $#; only="$only $2"; shift ;;
	--force | --repeat) value "$1" $#; plan="$plan $1 $2"; shift ;;
	-j) value "$1" $#; jobs=$2; shift ;;
	-j*) jobs=${1#-j} ;;
	--strict) strict=--strict ;;
	--no-install) install=--no-install ;;
	-h | --help) usage ;;
	*) echo "build-matrix.sh: no option '$1'" >&2; usage ;;
	esac
	shift
done
jobs=${jobs:-$(nproc)}
case $jobs in
'' | *[!0-9]* | 0*) echo "build-matrix.sh: -j wants a number above 0, got '$jobs'" >&2; usage ;;
esac

share/deps.sh $install
make -s -j"$jobs"
mkdir -p out || exit 128

# One run at a time: all that it starts holds the lock with it.
exec 9>>out/.lock
if ! flock -n 9; then
	echo "build-matrix.sh: waiting for the run that holds out/.lock (process $(cat out/.lock))" >&2
	flock 9
fi
echo $$ >out/.lock

# shellcheck disable=SC2086 # lists of words, which backport plan checks
./backport plan $plan $only >out/.plan.mk || exit
# shellcheck disable=SC2086
for branch in ${only:-*}; do
	rm -f out/$branch/verdict.json
done

# On a terminal the run is shown live, and what the stages say goes to a file.
exec 3>&1 4>&2
live=
if [ -t 1 ] && [ -z "${CI:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
	live=1
	exec 3>out/matrix.log 4>&3
fi

# In the background, so that a signal to this shell reaches make at once; make hands it on.
setpriv --pdeathsig TERM make -k -j"$jobs" --no-print-directory -f out/.plan.mk >&3 2>&4 3>&- 4>&- &
make=$!
if [ -n "$live" ]; then
	# shellcheck disable=SC2086
	./backport watch --for $make $only 3>&- 4>&- 9>&- &
fi
stop=
trap 'stop=1; kill -TERM $make 2>/dev/null || :' HUP INT TERM
while kill -0 $make 2>/dev/null; do
	wait $make || :
done
trap - HUP INT TERM
wait
if [ -n "$stop" ]; then
	echo "build-matrix.sh: interrupted; the next run goes on from here" >&2
	exit 130
fi
echo
# shellcheck disable=SC2086
./backport report --publish $strict $only
