#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# How fast apply is, as ratios in one run on one machine. The real series is
#   BENCH_TREES=GITDIR BENCH_BASE=REV BENCH_SERIES=FILE BENCH_PATCHES=DIR
# or, when these are not set, Debian's linux source package (tests/debian-linux.sh).
# BENCH_TMP: a scratch folder of several GB. BENCH_SKIP: any of quilt, am, apply,
# synth, which take long. What cannot be measured here is said, not made up.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
backport=${BACKPORT:-$top/backport}
tmp=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cache=${BACKPORT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/backport}
export BACKPORT_CACHE="$tmp/cache"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@localhost
export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@localhost

wanted() {
	case " ${BENCH_SKIP:-} " in *" $1 "*) return 1 ;; esac
}

# run COMMAND...: seconds, peak KiB and exit status
run() {
	"$tmp/floor" run "$tmp/log" "$@"
}

# apply TIMES ARGUMENTS...: the best of so many runs, each on a repository without the result
apply() {
	times=$1
	shift
	while [ "$times" -gt 0 ]; do
		rm -rf "$tmp/x.git"
		git clone -q --bare --shared "$git" "$tmp/x.git"
		run "$backport" -q apply --base "$tmp/x.git@$base" "$@"
		times=$((times - 1))
	done | sort -n | head -1
}

# row WHAT RUN [REFERENCE [FLOOR]]: the times are in the first words
row() {
	awk -v what="$1" -v s="${2%% *}" -v ref="${3:-}" -v floor="${4:-}" 'BEGIN {
		printf "%-32s %9.3f s", what, s
		if (ref > 0) printf " %7.1f times faster", ref / s
		if (floor > 0) printf " %6.2f times the floor", s / floor
		print "" }'
	case $2 in *' 0') ;; *) echo "  failed: $(tail -1 "$tmp/log")" ;; esac
}

# work_tree: a checkout of the base in work/
work_tree() {
	rm -rf "$tmp/work"
	git clone -q --shared --no-checkout "$git" "$tmp/work"
	git -C "$tmp/work" checkout -q --detach "$(git -C "$git" rev-parse "$base")"
}

names() {
	sed 's/[ \t]#.*//; /^#/d; s/^[ \t]*//; s/[ \t].*//; /^$/d' "$1"
}

# What of the series "apply ARGUMENTS" applies.
applied() {
	"$backport" --json apply --check --keep-going --base "$tmp/x.git@$base" \
		--patches "$patches" "$@" |
		sed -n 's/^{"patch":"\([^"]*\)","outcome":"applied".*/\1/p'
}

like_quilt() {
	tree=$("$backport" apply --like=quilt --base "$tmp/x.git@$base" \
		--series "$series" --patches "$patches" | sed -n 's/^tree //p')
	if [ -z "$tree" ]; then
		echo 'skipped: the series does not apply in quilt'"'"'s way'
		return
	fi
	echo "$(names "$series" | wc -l) patches, $(names "$series" | sed "s,^,$patches/," |
		tr '\n' '\0' | xargs -0 cat | grep -c '^@@ -') hunks, on $(git -C "$tmp/x.git" \
		ls-tree -r "$base" | wc -l) files, $(getconf _NPROCESSORS_ONLN) processors:"
	floor=$("$tmp/floor" check "$tmp/x.git" "$base" "$tree")
	store_floor=$("$tmp/floor" store "$tmp/x.git" "$base" "$tree")
	quilt=
	if wanted quilt && command -v quilt >/dev/null; then
		work_tree
		cd "$tmp/work"
		quilt=$(QUILT_SERIES=$series QUILT_PATCHES=$patches QUILT_PATCH_OPTS='' \
			run quilt --quiltrc /dev/null push -a -q)
		cd "$tmp"
		row 'quilt push -a' "$quilt"
	fi
	row '  floor of --check' "$floor"
	check=$(apply 5 --series "$series" --patches "$patches" --like=quilt --check)
	row 'backport apply --check' "$check" "${quilt%% *}" "${floor%% *}"
	row '  floor of the final tree' "$store_floor"
	store=$(apply 3 --series "$series" --patches "$patches" --like=quilt)
	row 'backport apply' "$store" "${quilt%% *}" "${store_floor%% *}"
	echo "peak memory: --check $(memory "$check"), the final tree $(memory "$store")"
}

memory() {
	words=${1#* }
	echo "${words%% *} KiB"
}

# The patches that are mails and that strict placing takes: git takes those.
as_mail() {
	names "$series" | while read -r p; do
		! git mailinfo /dev/null /dev/null <"$patches/$p" 2>/dev/null |
			grep -aqs '^Email: .' || echo "$p"
	done >"$tmp/mails"
	for again in 1 2 3; do
		applied --series "$tmp/mails" >"$tmp/mails.$again"
		mv "$tmp/mails.$again" "$tmp/mails"
	done
	echo "of these, the $(wc -l <"$tmp/mails") mails that strict placing takes:"
	am='' each=''
	sed "s,.*,$patches/&," "$tmp/mails" >"$tmp/mail.list"
	if wanted am; then
		work_tree
		am=$(run sh -c 'cd "$0/work" && tr "\n" "\0" <../mail.list | xargs -0 -x git am -q' "$tmp")
		row 'git am' "$am"
	fi
	if wanted apply; then
		work_tree
		each=$(run sh -c 'cd "$0/work" && while read -r p; do
			git apply --index "$p" && git commit -qm "$p" || exit 1
			done <../mail.list' "$tmp")
		row 'git apply --index, commit each' "$each"
	fi
	commit=$(apply 3 --series "$tmp/mails" --patches "$patches" --commit carried)
	floor=$("$tmp/floor" commit "$tmp/x.git" "$base" carried)
	row '  floor of --commit' "$floor"
	row 'backport apply --commit' "$commit" "${am%% *}" "${floor%% *}"
	[ -z "$each" ] || row '  and against git apply' "$commit" "${each%% *}"
	echo "peak memory: --commit $(memory "$commit")"
}

# synthetic FILES PATCHES: one line
synthetic() {
	rm -rf "$tmp/synth.d" "$tmp/synth.git"
	git init -q --bare "$tmp/synth.git"
	"$tmp/synth" "$1" "$2" "$tmp/synth.d" | git -C "$tmp/synth.git" fast-import --quiet
	git=$tmp/synth.git base=base
	check=$(apply 3 --series "$tmp/synth.d/series" --check)
	store=$(apply 3 --series "$tmp/synth.d/series")
	commit=$(apply 3 --series "$tmp/synth.d/series" --commit carried)
	printf '%6d %6d  %8.3f s %8.3f s %8.3f s   %6.1f us %9s\n' "$1" "$2" "${check%% *}" \
		"${store%% *}" "${commit%% *}" \
		"$(awk -v s="${check%% *}" -v n="$2" 'BEGIN { print s / n * 1e6 }')" \
		"$(printf '%s\n%s\n%s\n' "$check" "$store" "$commit" | awk '$2 > m { m = $2 } END { print m }') KiB"
}

for p in floor synth; do
	# shellcheck disable=SC2046 # the flags are meant to be split
	cc -O2 -D_GNU_SOURCE -o "$tmp/$p" "$here/$p.c" \
		$(pkg-config --cflags --libs libgit2 libcrypto zlib) -lpthread
done

if [ -z "${BENCH_TREES:-}" ]; then
	if found=$(BACKPORT_CACHE=$cache "$here/../debian-linux.sh" 2>"$tmp/log"); then
		BENCH_TREES=$found/linux.git BENCH_BASE=base BENCH_SERIES=$found/patches/series BENCH_PATCHES=$found/patches
	else
		echo "real series: skipped: $(tail -1 "$tmp/log")"
	fi
fi
if [ -n "${BENCH_TREES:-}" ]; then
	git=$(realpath "$BENCH_TREES") base=$BENCH_BASE
	series=$(realpath "$BENCH_SERIES") patches=$(realpath "$BENCH_PATCHES")
	git clone -q --bare --shared "$git" "$tmp/x.git"
	like_quilt
	echo
	as_mail
	echo
fi
if wanted synth; then
	echo ' files patches    --check       tree   --commit  --check/patch      peak'
	for n in 100 500 1000 5000; do
		synthetic 20000 "$n"
	done
	for n in 5000 20000 57000; do
		synthetic "$n" 1000
	done
fi
