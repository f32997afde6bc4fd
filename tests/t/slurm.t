#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The matrix on a Slurm cluster: a controller and two nodes on loopback, each node with processes and a disk of its own.
# shellcheck disable=SC2317 # called by soon()
set -eu
. "$(dirname "$0")/../tap.sh"

# Without a cluster to run it: the script
. "$(dirname "$0")/../project.sh"
matrix_project
cache=$BACKPORT_CACHE
status 0 'plan --slurm' "$BACKPORT" plan --slurm --slurm-args '-p all -c 1' --node-cache /disk v2
is "$(printf '%s\n' "$said" | sh -n 2>&1)" '' 'is a shell script'
matches "$said" "^args='-p all -c 1'$" 'with the options asked for'
matches "$said" "^submit out/v2/slurm.build.log --job-name=v2.build <<'END'$" 'a job of what needs one disk'
matches "$said" "^submit .* --job-name=v2.boot.after --dependency=afterok:.build <<'END'$" 'a boot after it'
matches "$said" "^submit .* --job-name=v2.verdict --dependency=afterok.boots <<'END'$" 'and the verdict last'
matches "$said" "^export BACKPORT_CACHE='/disk'$" "on the node's own disk"
matches "$said" "^export BACKPORT_BASES='$cache/linux.git'" 'with bases from here'
status 0 'one side under Slurm' "$BACKPORT" plan --slurm --side after v2
is "$(printf '%s\n' "$said" | grep -c '^submit')" 2 'is a build and a boot'
# shellcheck disable=SC2016 # not to be expanded
status 128 'options that would be run by the shell' "$BACKPORT" plan --slurm --slurm-args '-p $(id)'
matches "$said" 'cannot stand in a shell script' 'are refused'
status 129 '--slurm-args without --slurm' "$BACKPORT" plan --slurm-args -n1

missing=
for program in slurmctld slurmd sbatch munged bwrap; do
	PATH=$PATH:/usr/sbin command -v $program >/dev/null || missing="$missing $program"
done
[ "$(id -u)" -eq 0 ] || missing="$missing root"
if [ -n "$missing" ]; then
	skip "a real cluster: there is no$missing; share/deps.sh munge slurm-client slurmctld slurmd installs what it wants"
	done_testing
fi

# The cluster. What is bound to the node's processes ends with the node's first one.
PATH=$PATH:/usr/sbin
c=$tmp/slurm
disk=$tmp/disk
port=$((20000 + $$ % 10000))
mkdir -p "$c/state" "$disk"
daemons=''
start() {
	"$@" >>"$c/daemons" 2>&1 &
	daemons="$daemons $!"
}
stop_all() {
	# shellcheck disable=SC2086 # a list of ids
	kill -9 $daemons 2>/dev/null || :
	wait
	rm -rf "$tmp"
}
trap stop_all EXIT
node() {
	mkdir -p "$tmp/disk.$1"
	start setpriv --pdeathsig KILL bwrap --unshare-pid --die-with-parent --dev-bind / / --bind "$tmp/disk.$1" "$disk" \
		--proc /proc slurmd -D -N "$1"
	eval "node_$1=$!"
}
head -c 128 /dev/urandom >"$c/munge.key"
chmod 600 "$c/munge.key"
start setpriv --pdeathsig KILL munged --foreground --force --key-file="$c/munge.key" --socket="$c/munge" \
	--pid-file="$c/munge.pid" --log-file="$c/munge.log" --seed-file="$c/munge.seed"
cat >"$c/slurm.conf" <<END
ClusterName=backport
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmUser=root
AuthInfo=socket=$c/munge,cred_expire=5
SlurmctldPort=$port
StateSaveLocation=$c/state
SlurmdSpoolDir=$c/spool.%n
SlurmctldPidFile=$c/slurmctld.pid
SlurmdPidFile=$c/slurmd.%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmdTimeout=5
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
NodeName=n1 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1
NodeName=n2 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=1
PartitionName=all Nodes=ALL Default=YES
END
export SLURM_CONF="$c/slurm.conf"
soon test -S "$c/munge"
start setpriv --pdeathsig KILL slurmctld -D
node n1
node n2
idle() {
	[ "$(sinfo -h -N -o %T 2>/dev/null | grep -c idle)" = "$1" ]
}
soon idle 2
ok $? 'a cluster of two nodes'

# A run, and another
fault ''
status 0 'the matrix as Slurm jobs' ./build-matrix.sh --slurm --slurm-args '-p all' --node-cache "$disk/cache"
matches "$said" '^v1 +v1.0 +PASS +PASS +PASS +PASS +FAIL +PASS .* proved$' 'proves one branch'
matches "$said" '^2 proved$' 'and the other'
matches "$said" '^v1: build.after PASS' 'shows what the jobs say'
is "$(calls | grep -c modules_prepare)" 4 'four kernels are built'
is "$(calls | grep -c boot)" 4 'and booted'
ok "$([ ! -e "$project/v1" ] && [ ! -e "$project/v2" ] && [ -z "$(ls "$disk")" ]; echo $?)" 'nothing of it here'
holds "but on the nodes' disks" test -d "$tmp/disk.n1/cache/work"
holds 'images go through out/' test -s out/v2/after/vmlinux
fault ''
status 0 'the same again' ./build-matrix.sh --slurm --node-cache "$disk/cache"
matches "$said" '^2 proved$' 'says the same'
is "$(calls)" deps 'and runs nothing'

# A node dies in the middle
export STUB_SLOW=2
building() {
	squeue -h -n v1.build -t R -o %N | grep -q . && grep -q modules_prepare "$STUB/calls"
}
fault slow
./build-matrix.sh --slurm --node-cache "$disk/cache" --force build >"$tmp/said" 2>&1 &
pid=$!
soon building
victim=$(squeue -h -n v1.build -t R -o %N)
eval "kill -9 \$node_$victim"
fault ''
got=0
wait $pid || got=$?
is "$got" 0 "$victim is killed while it builds: the matrix still completes"
matches "$(cat "$tmp/said")" '^2 proved$' 'with everything proved'
is "$(scontrol -o show job | grep -c ' JobName=v1.build .* Restarts=1 ')" 1 'its job was run again'
matches "$(sinfo -h -N -n "$victim" -o %T)" down 'the node is down'
node "$victim"
soon idle 2 || :

# Jobs that are cancelled, and a run that is interrupted
fault slow
./build-matrix.sh --slurm --node-cache "$disk/cache" --only v1 --force build >"$tmp/said" 2>&1 &
pid=$!
soon building
scancel -n v1.build
got=0
wait $pid || got=$?
holds 'a cancelled job is no success' test "$got" -ne 0
matches "$(cat "$tmp/said")" 'Slurm job [0-9]+, v1.build, ended as CANCELLED' 'is named'
holds 'and no verdict is taken from older results' test ! -e out/v1/verdict.json
: >"$STUB/calls"
./build-matrix.sh --slurm --node-cache "$disk/cache" --only v1 --force build >"$tmp/said" 2>&1 &
pid=$!
soon building
kill -TERM $pid
got=0
wait $pid || got=$?
is "$got" 130 'SIGTERM ends the run'
empty() {
	[ -z "$(squeue -h)" ]
}
holds 'and cancels its jobs' soon empty
fault ''
status 0 'the next run' ./build-matrix.sh --slurm --node-cache "$disk/cache"
matches "$said" '^2 proved$' 'goes on from there'
done_testing
