#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A build whose compilers run on another machine: distccd on loopback, the real make, ccache and compiler, a small "kernel".
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
matrix_project
mkdir "$tmp/bin"
ln -s "$TOP/tests/stub/stub-qemu" "$tmp/bin/"
PATH=$tmp/bin:${PATH#*:}

# What plan says of it
mkdir "$tmp/empty" "$tmp/distcc"
status 128 '--distcc without distcc' env PATH="$tmp/empty" "$BACKPORT" plan --distcc
matches "$said" "'ccache', which is not in PATH; apt-get install ccache brings it" 'says what is missing'
missing=
for program in distcc distccd ccache powerpc64le-linux-gnu-gcc; do
	command -v $program >/dev/null || missing="$missing $program"
done
if [ -n "$missing" ]; then
	skip "a real distccd: there is no$missing; share/deps.sh distcc installs what it wants"
	done_testing
fi
status 0 'plan --distcc' "$BACKPORT" plan --distcc
matches "$said" '^export CCACHE_PREFIX := distcc$' 'puts it below ccache'
status 0 'plan --slurm --distcc' "$BACKPORT" plan --slurm --distcc
matches "$said" '^export CCACHE_PREFIX=distcc$' 'under Slurm too'

# The kernel: compiled as Kbuild does, "linked" with its source, in which the stub for QEMU looks.
cat >"$tmp/linux/Makefile" <<'END'
C_FLAGS = -Wp,-MD,$(O)/$(@F).d -nostdinc -Wall -Wundef -fno-strict-aliasing -O2 -mlittle-endian -m64 -mcpu=power8 \
	$(KCFLAGS) -DKBUILD_MODNAME='"main"'
objs := $(addprefix $(O)/,main.o vmscan.o $(if $(wildcard mm/oom.c),oom.o))
vmlinux: $(objs)
	cat $^ init/main.c >$(O)/vmlinux
$(O)/main.o: init/main.c
	$(CC) $(C_FLAGS) -c -o $@ $<
$(O)/%.o: mm/%.c
	$(CC) $(C_FLAGS) -c -o $@ $<
allnoconfig:
	cp $(KCONFIG_ALLCONFIG) $(or $(KCONFIG_CONFIG),$(O)/.config)
modules_prepare:
modules:
	$(if $(M),cp $(M)/ownership/oracle.c $(M)/ownership/oracle.ko)
%: ;
END
"$BACKPORT" tree add v2.0 "$tmp/linux" >/dev/null
rm "$tmp/linux/mm/oom.c"
"$BACKPORT" tree add v1.0 "$tmp/linux" >/dev/null
unset CCACHE_DISABLE
fault ''

port=$((20000 + $$ % 10000))
setpriv --pdeathsig KILL distccd --no-detach --daemon --listen 127.0.0.1 --port $port --allow 127.0.0.1 --jobs 2 \
	--log-stderr --log-level info 2>"$tmp/distccd" &
distccd=$!
trap 'kill $distccd 2>/dev/null || :; wait; rm -rf "$tmp"' EXIT
export DISTCC_HOSTS="127.0.0.1:$port/2" DISTCC_DIR="$tmp/distcc"
soon grep -q 'listening on' "$tmp/distccd"

compiled() {
	grep -c 'COMPILE_OK.*powerpc64le-linux-gnu-gcc' "$tmp/distccd" || :
}
of_base() {
	grep -c 'COMPILE_OK.*vmscan' "$tmp/distccd" || :
}
status 0 'the matrix' env CCACHE_DIR="$tmp/local" ./build-matrix.sh
is "$(compiled)" 0 'alone compiles here'
cp -r out "$tmp/alone"
mkdir "$tmp/images"
cp "$work/after/vmlinux" "$tmp/images/"
rm -rf "$(works)" out
status 0 'the matrix with --distcc' env CCACHE_DIR="$tmp/far" ./build-matrix.sh --distcc
matches "$said" '^2 proved$' 'proves the same'
matches "$(cat out/v1/build.before.log)" '^ccache powerpc64le-linux-gnu-gcc ' 'through ccache'
was=$(compiled) was_base=$(of_base)
holds "compiles there what ccache lacks ($was)" test "$was" -ge 4
cmp "$work/after/vmlinux" "$tmp/images/vmlinux"
ok $? 'to the same bytes'
rm -rf "$(works)" out
status 0 'a removed out/ and cache' env CCACHE_DIR="$tmp/far" ./build-matrix.sh --distcc
is "$(of_base)" "$was_base" 'of the base nothing is compiled: ccache has it'
was=$(compiled)
if bwrap --unshare-all --unshare-user --ro-bind / / true 2>/dev/null; then
	rm -rf "$(works)" out
	status 0 'in the sandbox' env BACKPORT_SANDBOX=on CCACHE_DIR="$tmp/boxed" \
		"$BACKPORT" build v1 --side before
	holds 'a build alone compiles here' test "$(compiled)" -eq "$was"
	rm -rf "$(works)" out "$tmp/boxed"
	status 0 'with distcc' env BACKPORT_SANDBOX=on CCACHE_PREFIX=distcc CCACHE_DIR="$tmp/boxed" \
		"$BACKPORT" build v1 --side before
	holds 'it has the network, and compiles there' test "$(compiled)" -gt "$was"
else
	skip 'distcc in the sandbox: namespaces are forbidden here'
fi
kill $distccd
rm -rf "$(works)" out
status 0 'a machine that is gone' env CCACHE_DIR="$tmp/gone" ./build-matrix.sh --distcc
matches "$said" '^2 proved$' 'is done without'
done_testing
