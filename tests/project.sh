# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# A small project in $tmp/p with one branch, v1, whose base lacks the fix; stubs for Kbuild and the compiler come first in
# PATH. After tap.sh; leaves the shell in $tmp/p.

tmp=${tmp:?} # from tap.sh
export BACKPORT_CACHE="$tmp/cache" STUB="$tmp/stub"
export CCACHE_DISABLE=1
REAL_MAKE=$(command -v make)
CONSOLES=$TOP/tests/console
SEAL_LOG=$TOP/build/seal-log
export REAL_MAKE CONSOLES SEAL_LOG
PATH=$TOP/tests/stub:$PATH
unset MAKEFLAGS MFLAGS MAKELEVEL
mkdir -p "$STUB" "$tmp/linux/init" "$tmp/linux/mm" "$tmp/p/kconfig" \
	"$tmp/p/checks/ownership/module" "$tmp/p/series" "$tmp/p/patches/v1"
# shellcheck disable=SC2034 # for the tests
project=$(project_works "$tmp/p")
# shellcheck disable=SC2034 # for the tests
work=$project/v1

echo 'mainmenu "Linux"' >"$tmp/linux/Kconfig"
printf 'int main;\nint fixed;\nint end;\n' >"$tmp/linux/init/main.c"
echo 'int vmscan;' >"$tmp/linux/mm/vmscan.c"
echo 'obj-y := main.o' >"$tmp/linux/init/Makefile"
echo 'obj-y := vmscan.o oom.o' >"$tmp/linux/mm/Makefile"

cd "$tmp/p" || exit
cat >backport.conf <<'END'
[fix "f"]
	upstream = 0123456789012345678901234567890123456789
	patch = f.patch
	check = ownership
[target "t"]
	arch = powerpc
	cross = powerpc64le-linux-gnu-
	image = vmlinux
	fragment = kconfig/t.config
	qemu = stub-qemu
	arg = -M powernv8
	append = console=hvc0
	timeout = 60
[mode "plain"]
	append =
[branch "v1"]
	base = v1.0
	fix = f
	target = t
END
printf 'CONFIG_PCI=y\nCONFIG_VFIO=y\n' >kconfig/t.config
printf '[check]\n\tmodule = oracle\n\tsignature = owned-base,release,released-base,rebind,again\n' \
	>checks/ownership/check.conf
echo 'obj-m := oracle.o' >checks/ownership/module/Kbuild
echo 'int oracle;' >checks/ownership/module/oracle.c
echo 'the program: KTAP version 1 owned-base release released-base rebind again' >checks/ownership/check.c
stub_guest
echo f.patch >series/v1

# header SUBJECT: what stands before the hunks of a patch that changes a line of init/main.c
header() {
	cat <<-END
	From: A U Thor <author@example.org>
	Date: Tue, 21 Feb 2017 13:40:20 +1100
	Subject: [PATCH] init: $1

	commit 0123456789012345678901234567890123456789 upstream.

	Fixed.

	Signed-off-by: A U Thor <author@example.org>
	---
	 init/main.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)

	--- a/init/main.c
	+++ b/init/main.c
	END
}
{
	header 'fix it'
	printf '%s\n' '@@ -1,3 +1,3 @@' ' int main;' '-int fixed;' '+int fixed = 1;' ' int end;'
} >patches/v1/f.patch
"$BACKPORT" tree add v1.0 "$tmp/linux" >/dev/null

# words WORD...: an init/main.c of them, with lines enough between them for a hunk each
words() {
	for word; do
		printf '%s;\n' "int $word" '' '/* */' '' '/* */' '' '/* */'
	done
}

# variant NAME WORD LINE: patches/v1/NAME.patch, which makes LINE of a word's line in $tmp/words, as those made before left it
variant() {
	sed "s/^int $2;/$3/" "$tmp/words" >"$tmp/words.new"
	{
		header "change $2"
		diff -u "$tmp/words" "$tmp/words.new" | sed 1,2d
	} >"patches/v1/$1.patch"
	mv "$tmp/words.new" "$tmp/words"
}

# make_install: what is tested here, below $tmp/root, in /opt/backport; one test at a time, as it first builds what is stale
make_install() {
	(cd "$TOP" && flock . "$REAL_MAKE" -s install DESTDIR="$tmp/root" PREFIX=/opt/backport CC="${CC:-cc}" >"$tmp/out" 2>&1) ||
		sed 's/^/#  /' "$tmp/out"
}

# series NAME...: v1's series, of these variants
series() {
	printf '%s.patch\n' "$@" >series/v1
}

# The search for leaks takes a fifth of a stage's time. A matrix runs the same stages over and over, so it goes without;
# tests that run stages one by one look for them.
NO_LEAKS=detect_leaks=0

# matrix_project: a second branch, v2, on another base, and what build-matrix.sh wants beside it
matrix_project() {
	cat >>backport.conf <<-'END'
	[branch "v2"]
		base = v2.0
		fix = f
		target = t
	END
	cp series/v1 series/v2
	cp -r patches/v1 patches/v2
	echo 'int v2;' >"$tmp/linux/mm/oom.c"
	"$BACKPORT" tree add v2.0 "$tmp/linux" >/dev/null
	mkdir share
	# shellcheck disable=SC2016 # its own dollars
	# without --for matrix
	printf '#!/bin/sh\nshift 2; echo deps "$@" >>"$STUB/calls"\n' >share/deps.sh
	chmod +x share/deps.sh
	echo 'all: ;' >Makefile
	cp "$TOP/build-matrix.sh" .
	cp "$TOP/share/slurm.sh" share/
	ln -s "$BACKPORT" backport
	export ASAN_OPTIONS="${ASAN_OPTIONS:-}:$NO_LEAKS"
}

# matrix [ARGS...]: all stages of the plan; what they say is in $tmp/made
# shellcheck disable=SC2120
matrix() {
	"$BACKPORT" -q plan "$@" |
		env ASAN_OPTIONS="${ASAN_OPTIONS:-}:$NO_LEAKS" "$REAL_MAKE" -s -k -j2 -f - >"$tmp/made" 2>&1 || :
}

# calls: how often the kernel's make was run, and for what
calls() {
	cat "$STUB/calls" 2>/dev/null || :
}

# fault WHAT: what the next builds suffer from, until fault ''
fault() {
	printf '%s' "$1" >"$STUB/fault"
	: >"$STUB/calls"
}

# reseal STAGE...: seals v1's consoles anew, of boots whose inputs were changed, with the numbers that are stored
reseal() {
	for tap_stage; do
		python3 - "out/v1/$tap_stage.json" <<-'END'
		import hashlib, hmac, json, os, re, subprocess, sys
		o = json.load(open(sys.argv[1]))
		key = hashlib.sha256(json.dumps(o['inputs'], sort_keys=True, separators=(',', ':')).encode()).hexdigest()
		for run in o['runs']:
		    seal = hmac.new(bytes.fromhex(run['secret']), f"{key} {run['log']}".encode(), 'sha256').hexdigest()[:32]
		    if int(o['inputs']['recipe']) < 6:
		        seal = run['secret']
		    log = re.sub(rb'(?m)^(backport: )[0-9]+ | mac=[0-9a-f]{16}', rb'\1', open(run['log'], 'rb').read())
		    log = subprocess.run([os.environ['SEAL_LOG'], seal], input=log, capture_output=True, check=True).stdout
		    open(run['log'], 'wb').write(log)
		    run['log_sha256'] = hashlib.sha256(log).hexdigest()
		o['key'] = key
		json.dump(o, open(sys.argv[1], 'w'), indent=2)
		END
	done
}

# json STAGE KEY: a field of v1's stored result
json() {
	sed -n 's/^  "'"$2"'": "\{0,1\}\([^",]*\).*$/\1/p' "out/v1/$1.json"
}
