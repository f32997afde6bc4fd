# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What the script of `backport plan --slurm` stands on: submits jobs, waits for them, and cancels them when
# it is ended before they are. $args holds options for each sbatch.

jobs='' logs=''

cancel() {
	status=$?
	trap - EXIT HUP INT TERM
	# shellcheck disable=SC2086 # a list of ids
	[ -z "$jobs" ] || scancel --quiet $jobs || :
	[ -z "${tail:-}" ] || kill "$tail" 2>/dev/null || :
	exit "$status"
}
trap cancel EXIT
trap 'exit 130' HUP INT TERM

# submit LOG OPTIONS...: the job's script is stdin; its id goes into $id
submit() {
	log=$1
	shift
	mkdir -p "${log%/*}"
	: >"$log"
	# shellcheck disable=SC2086 # a list of options
	id=$(sbatch --parsable --export=ALL --requeue --kill-on-invalid-dep=yes --open-mode=append \
		--output="$log" "$@" ${args:-})
	id=${id%%;*}
	jobs="$jobs $id" logs="$logs $log"
}

# True while a job of ours is waiting or running, and while the controller does not say.
unfinished() {
	listed=$(squeue --me --noheader --format=%A) || return 0
	for id in $jobs; do
		case "
$listed
" in *"
$id
"*) return 0 ;; esac
	done
	return 1
}

# Shows what the jobs say until all have ended, and names those that ended otherwise than by themselves.
finish() {
	# shellcheck disable=SC2086 # a list of files
	tail --pid=$$ -q -n +1 -F $logs 2>/dev/null &
	tail=$!
	while sleep 1; unfinished; do
		:
	done
	sleep 1 # for tail's last look
	for id in $jobs; do
		scontrol --oneliner show job "$id" 2>/dev/null
	done | sed -n '/ JobState=COMPLETED /!s/^JobId=\([^ ]*\) JobName=\([^ ]*\) .* JobState=\([^ ]*\) .*/backport: Slurm job \1, \2, ended as \3/p' >&2
	jobs=
}
