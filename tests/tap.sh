# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What the shell tests say: TAP on stdout, a scratch folder in $tmp, the tool in
# $BACKPORT, its sources' top in $TOP; after status(), what the command said is in $said. Its other
# variables begin with tap_, so that no test sets them by accident.

TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
BACKPORT=${BACKPORT:-$TOP/backport}
export BACKPORT
# Stubs leave notes outside of any sandbox, and namespaces may be forbidden here; tests of the sandbox unset it.
export BACKPORT_SANDBOX=off
# Nothing here waits longer on a machine that is slow, or busy.
export BACKPORT_SLOWNESS=1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# Somebody's own git configuration is no help here, as on a clean machine.
HOME=$tmp/.home
mkdir "$HOME"
export HOME
unset XDG_CONFIG_HOME GIT_CONFIG_GLOBAL
trap 'exit 1' HUP INT TERM
tap_tests=0
tap_failed=0
tap_line='
'

# works [NAME]: where the tool keeps what can be made again, or NAME there
works() {
	echo "$BACKPORT_CACHE/work${1:+/$1}"
}

# project_works FOLDER: where it keeps that of the project in the folder
project_works() {
	works "${1##*/}-$(printf %s "$1" | sha256sum | cut -c1-8)"
}

# told: from here on the tool takes the verdicts that the fixtures store, without judging
told() {
	case $BACKPORT in
	*/build/*) BACKPORT=$BACKPORT-told ;;
	*) BACKPORT=$(dirname "$BACKPORT")/build/backport-told ;;
	esac
}

# ok BOOL WHAT: BOOL is 0 for true, anything else, even nothing, for false
ok() {
	tap_tests=$((tap_tests + 1))
	if [ "$1" = 0 ]; then
		echo "ok $tap_tests - $2"
	else
		echo "not ok $tap_tests - $2"
		tap_failed=1
	fi
}

# holds WHAT COMMAND...: the command, which says nothing, succeeds; $said stays
holds() {
	tap_what=$1
	shift
	if "$@"; then
		ok 0 "$tap_what"
	else
		ok 1 "$tap_what"
	fi
}

# is GOT WANTED WHAT
is() {
	if [ "$1" = "$2" ]; then
		ok 0 "$3"
	else
		ok 1 "$3"
		printf '%s\n' "got:" "$1" "wanted:" "$2" | sed 's/^/#  /'
	fi
}

# matches GOT PATTERN WHAT: an extended regular expression, in any line
matches() {
	# A pattern of plain words, perhaps between ^ and $, is looked for without grep. grep decides when they are not found.
	tap_start='' tap_words=$2 tap_end=''
	case $2 in ^*) tap_start=$tap_line tap_words=${2#?} ;; esac
	case $2 in *\$) tap_end=$tap_line tap_words=${tap_words%?} ;; esac
	case $tap_words in
	*[]\\[^\$*+?{}\(\)\|]*) ;;
	*) case $tap_line$1$tap_line in *"$tap_start$tap_words$tap_end"*)
		ok 0 "$3"
		return ;;
	esac ;;
	esac
	if grep -Eq -- "$2" <<-END; then
	$1
	END
		ok 0 "$3"
	else
		ok 1 "$3"
		printf '%s\n' "got:" "$1" "wanted a line like: $2" | sed 's/^/#  /'
	fi
}

# status WANTED WHAT COMMAND...
status() {
	tap_wanted=$1 tap_what=$2 tap_got=0
	shift 2
	said=$("$@" 2>&1) || tap_got=$?
	if [ "$tap_got" -eq "$tap_wanted" ]; then
		ok 0 "$tap_what"
	else
		ok 1 "$tap_what"
		printf '%s\n' "status $tap_got, wanted $tap_wanted" "$said" | sed 's/^/#  /'
	fi
}

# schema_python: prints a Python that can validate JSON; fails where there is none
schema_python() {
	for tap_python in /usr/bin/python3 python3; do
		! $tap_python "$TOP/tests/validate.py" 2>/dev/null ||
			{ echo "$tap_python" && return; }
	done
	return 1
}

# by_schema NAME WHAT: what the command said is as share/schema/NAME.schema.json says
by_schema() {
	printf '%s\n' "$said" >"$tmp/.by-schema"
	for tap_python in /usr/bin/python3 python3; do
		tap_got=0
		tap_valid=$($tap_python "$TOP/tests/validate.py" "$TOP/share/schema/$1.schema.json" "$tmp/.by-schema") || tap_got=$?
		case $tap_got in
		69 | 126 | 127) ;;
		*) is "$tap_valid" valid "$2"; return ;;
		esac
	done
	skip 'no python3-jsonschema that knows draft 2020-12'
}

# run WANTED ARGS...: runs the tool, its output in $tmp/out and $tmp/err; true
# when it ended with that status
run() {
	tap_wanted=$1 tap_got=0
	shift
	"$BACKPORT" "$@" >"$tmp/out" 2>"$tmp/err" || tap_got=$?
	[ "$tap_got" -eq "$tap_wanted" ] && return
	{
		echo "status $tap_got, wanted $tap_wanted"
		cat "$tmp/out" "$tmp/err"
	} | sed 's/^/#  /'
	return 1
}

# stub_guest: guest/ here, whose programs are copies of their sources
stub_guest() {
	mkdir -p guest
	# shellcheck disable=SC2016 # make's dollars
	printf '%s\n\t%s\n' '$(O)/init: init.c' '@cp init.c $@' '$(O)/check: $(CHECK)/check.c' \
		'@cp $(CHECK)/check.c $@' >guest/Makefile
	echo 'the guest' >guest/init.c
}

# injected COMMAND...: with tests/inject.c in the tool, or in INJECT_INTO: what fails is in INJECT_AT and its other variables
injected() {
	[ -e "$tmp/inject.so" ] ||
		cc -shared -fPIC -O1 -w -o "$tmp/inject.so" "$TOP/tests/inject.c" -ldl
	INJECT_INTO=${INJECT_INTO:-backport} LD_PRELOAD="$tmp/inject.so" \
		ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0" "$@"
}

# soon COMMAND...: waits, some seconds at most, for it to be true
soon() {
	tap_tries=0
	until "$@"; do
		tap_tries=$((tap_tries + 1))
		[ "$tap_tries" -lt 200 ] || return 1
		sleep 0.1
	done
}

# skip WHY: what could not be tried here
skip() {
	tap_tests=$((tap_tests + 1))
	echo "ok $tap_tests # SKIP $1"
}

# Ends the test: the plan.
done_testing() {
	echo "1..$tap_tests"
	exit "$tap_failed"
}
