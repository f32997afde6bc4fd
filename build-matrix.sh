#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The main job: for each branch, does the fix's check fail without the fix and pass with it?
# Loops and options only; the graph is `backport plan`'s, the scheduler is make.
set -eu
cd "$(dirname "$0")"
unset MAKEFLAGS MFLAGS MAKELEVEL

usage() {
	cat <<-'END'
	usage: ./build-matrix.sh [BRANCH...] [--target T] [--step K] [-jN]
	                         [--force STAGE]... [--repeat N] [--url PREFIX]
	                         [--strict] [--no-install] [--no-sandbox]
	                         [--distcc | --slurm [--slurm-args ARGS] [--node-cache DIR]]

	  BRANCH          only these branches; --only BRANCH is the same
	  --target T      only branches of this target of backport.conf
	  --step K        only this step: before, after or a number; the others are as they
	                  are stored; --side K is the same
	  -jN             job slots, shared by all branches (default: one a processor)
	  --force STAGE   run it again though nothing changed: objects, build, boot, boot.after, all
	  --repeat N      boot each step N times; not the same N times is unproved
	  --url PREFIX    where out/ will be published: KCIDB's logs and results have URLs there
	  --strict        a skipped branch makes the exit status 125
	  --no-install    name the packages that are missing instead of installing them
	  --no-sandbox    run the kernel's make, QEMU and the like without bubblewrap, where
	                  namespaces are forbidden: a patch may then run anything
	  --distcc        compile on the machines of $DISTCC_HOSTS; job slots as it has
	  --slurm         run as Slurm jobs; this folder must be seen by all nodes
	  --slurm-args A  options for each sbatch: '-p kernels -c 16 --time=60'
	  --node-cache D  the cache, on each node's own disk (default: $BACKPORT_CACHE)

	For --distcc, on each machine that is to compile, with the same version of the
	cross compiler: distccd --daemon --allow 192.0.2.0/24, and here
	DISTCC_HOSTS='localhost/2 build1/16,lzo'; ccache asks distcc for what it lacks.

	Exit status: 0 at least one branch proved and nothing wrong; 1 a branch is
	unproved, broken or in error; 125 nothing was judged; 128 could not be carried
	out; 129 usage.
	END
}

# wrong SENTENCE
wrong() {
	printf 'build-matrix.sh: %s\n' "$1" >&2
	usage >&2
	exit 129
}

# The value of an option that wants one
value() {
	[ "$2" -ge 2 ] || wrong "$1 wants a value"
}

install='' strict='' jobs='' only='' plan='' args='' url='' slots=nproc slurm=''
while [ $# -gt 0 ]; do
	case $1 in
	--only | --branch) value "$1" $#; only="$only $2"; shift ;;
	--force | --repeat | --target | --side | --step | --node-cache) value "$1" $#; plan="$plan $1 $2"; shift ;;
	--slurm) slurm=1; plan="$plan $1" ;;
	--url) value "$1" $#; url=${2:--}; shift ;;	# none is a wrong one
	--slurm-args) value "$1" $#; args=$2; shift ;;
	--distcc) plan="$plan $1"; slots='distcc -j' ;;
	-j) value "$1" $#; jobs=$2; shift ;;
	-j*) jobs=${1#-j} ;;
	--strict) strict=--strict ;;
	--no-install) install=--no-install ;;
	--no-sandbox) export BACKPORT_SANDBOX=off ;;
	-h | --help) usage; exit ;;
	--) shift; only="$only $*"; break ;;
	-*) wrong "no option '$1'" ;;
	*) only="$only $1" ;;
	esac
	shift
done
jobs=${jobs:-$($slots 2>/dev/null || nproc)}
case $jobs in
'' | *[!0-9]* | 0*) wrong "-j wants a number above 0, got '$jobs'" ;;
esac

share/deps.sh --for matrix $install
make -s -j"$jobs"
mkdir -p out || exit 128

# A wrong --url is said now, not when all is built.
[ -z "$url" ] || ./backport report --format=kcidb --url "$url" >/dev/null || [ $? -ne 129 ] || exit 129

# One run at a time: all that it starts holds the lock with it.
exec 9>>out/.lock
if ! flock -n 9; then
	echo "build-matrix.sh: waiting for the run that holds out/.lock (process $(cat out/.lock))" >&2
	flock 9
fi
echo $$ >out/.lock

# shellcheck disable=SC2086 # lists of words, which backport plan checks
only=$(./backport plan $plan ${args:+--slurm-args "$args"} --list $only) || exit
# shellcheck disable=SC2086
./backport plan $plan ${args:+--slurm-args "$args"} $only >out/.plan || exit
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

# In the background, so that a signal to this shell reaches it at once; it hands it on.
# shellcheck disable=SC2086 # words
setpriv --pdeathsig TERM $run >&3 2>&4 3>&- 4>&- &
run=$!
if [ -n "$live" ]; then
	# shellcheck disable=SC2086
	./backport watch --for $run $only 3>&- 4>&- 9>&- &
fi
stop=
trap 'stop=1; kill -TERM $run 2>/dev/null || :' HUP INT TERM
while kill -0 $run 2>/dev/null; do
	wait $run || :
done
trap - HUP INT TERM
wait
if [ -n "$stop" ]; then
	echo "build-matrix.sh: interrupted; the next run goes on from here" >&2
	exit 130
fi
echo
# shellcheck disable=SC2086
./backport report --publish ${url:+--url "$url"} $strict $only
