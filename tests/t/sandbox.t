#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What a patch's Makefile may not do: a small "kernel", the real make and compiler, and a patch that tries.
# shellcheck disable=SC2016 # make's dollars
# shellcheck disable=SC2317 # gone() is called by soon()
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
unset BACKPORT_SANDBOX
PATH=${PATH#*:}

build() {
	"$BACKPORT" build v1 --side "$@"
}

# Where there is none
mkdir "$tmp/bare"
for program in sh env make gcc ld cp cat; do
	ln -s "$(command -v "$program")" "$tmp/bare/"
done
sed -i 's/cross = .*/cross =/' backport.conf
status 128 'no bubblewrap' env PATH="$tmp/bare" "$BACKPORT" build v1 --side before
matches "$said" "the sandbox wants 'bwrap', which is not in PATH; apt-get install bubblewrap brings it, --no-sandbox does without" 'is said'
status 128 'no bubblewrap for a matrix' env PATH="$tmp/bare" "$BACKPORT" plan
matches "$said" "the sandbox wants 'bwrap'" 'is said before anything else'
printf '#!/bin/sh\necho "bwrap: No permissions to create new namespace" >&2\nexit 1\n' >"$tmp/bare/bwrap"
chmod +x "$tmp/bare/bwrap"
status 128 'namespaces that are forbidden' env PATH="$tmp/bare" "$BACKPORT" build v1 --side before
matches "$said" 'the sandbox does not work on this machine: bwrap: No permissions to create new namespace; --no-sandbox does without' 'are said'
if ! bwrap --unshare-all --unshare-user --ro-bind / / true 2>/dev/null; then
	skip 'the sandbox: bubblewrap is missing or namespaces are forbidden here'
	done_testing
fi

# The kernel: compiled as Kbuild does, "linked" with its source. Its patch's Makefile takes what it can get.
export HOME="$tmp/home" TOKEN=secret-token
mkdir "$HOME"
echo secret-key >"$HOME/key"
cat >"$tmp/linux/Makefile" <<'END2'
objs := $(O)/main.o $(O)/vmscan.o
vmlinux: $(objs)
	cat $^ init/main.c >$(O)/vmlinux
$(O)/main.o: init/main.c
	$(CC) $(KCFLAGS) -c -o $@ $<
$(O)/vmscan.o: mm/vmscan.c
	$(CC) $(KCFLAGS) -c -o $@ $<
init/%.o: init/%.c
	mkdir -p $(O)/init
	$(CC) $(KCFLAGS) -c -o $(O)/$@ $<
	echo 'cmd_$@ := $(CC) -c -o $@ $(CURDIR)/$<' >$(O)/init/.$*.o.cmd
mm/%.o: ;
allnoconfig:
	cp $(KCONFIG_ALLCONFIG) $(or $(KCONFIG_CONFIG),$(O)/.config)
modules_prepare:
modules:
	$(if $(M),cp $(M)/ownership/oracle.c $(M)/ownership/oracle.ko)
%: ;
END2
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/linux" >/dev/null
export CCACHE_DIR="$tmp/ccache"
unset CCACHE_DISABLE
port=$((20000 + $$ % 10000))
perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1", LocalPort => $ARGV[0], ReuseAddr => 1) or die;
	open(F, ">", "$ARGV[1].up"); close F; while ($s->accept) { open(F, ">", $ARGV[1]) }' "$port" "$tmp/reached" &
listener=$!
trap 'kill $listener 2>/dev/null || :; rm -rf "$tmp"' EXIT
soon test -e "$tmp/reached.up"
mark=987.$$

hostile() { # LINE: adds a recipe line to the patch's Makefile
	printf '+\t-%s\n' "$1" >>hostile
}
: >hostile
hostile "cp $HOME/key \$(O)/got-key"
hostile "env >\$(O)/got-env"
hostile "perl -MIO::Socket::INET -e 'IO::Socket::INET->new(\"127.0.0.1:$port\") or die'"
hostile "setsid sleep $mark >/dev/null 2>&1 &"
hostile "echo x >$tmp/outside"
hostile "echo x >init/main.c"
hostile "mkdir -p $work/obj.before; echo planted >$work/obj.before/vmscan.o"
hostile "echo planted >$work/before/vmlinux"
hostile "find $CCACHE_DIR -type f | while read -r f; do echo poison >\$\$f; done"
hostile "truncate -s 9G \$(O)/huge"
hostile 'cat /proc/self/fd/7/key >$(O)/got-fd'
hostile 'cat /proc/1/environ >$(O)/got-proc'
hostile 'ls /sys/class /run /var /home >$(O)/got-ls'
cp patches/v1/f.patch f.save
{
	echo '--- a/Makefile'
	echo '+++ b/Makefile'
	echo "@@ -1,4 +1,$((4 + $(wc -l <hostile))) @@"
	sed -n '1,3s/^/ /p' "$tmp/linux/Makefile"
	cat hostile
	sed -n '4s/^/ /p' "$tmp/linux/Makefile"
} >>patches/v1/f.patch
status 0 'what the patch touches, compiled once more with -g' "$BACKPORT" objects v1
matches "$said" 'objects PASS' "needs the compiler's cache on no side"
status 0 'before is built' build before
before=$(sha256sum <"$work/before/vmlinux")
find "$CCACHE_DIR" -type f -exec sha256sum {} + | sort >"$tmp/cached"
exec 7<"$HOME"
status 0 'a patch whose Makefile tries all' build after
exec 7<&-
matches "$(cat "$work/after/vmlinux")" 'fixed = 1' 'is built'
holds 'it does not read $HOME' test ! -e "$work/obj/got-key"
is "$(grep -c secret "$work/obj/got-env")" 0 'nor the environment'
matches "$(cat "$work/obj/got-env")" '^PATH=' 'of which it has what a build needs'
holds 'it does not reach loopback' test ! -e "$tmp/reached"
ok "$(pgrep -f "sleep $mark" >/dev/null && echo 1 || echo 0)" 'it leaves no process behind'
holds 'it does not write outside' test ! -e "$tmp/outside"
is "$(cat "$work/src/init/main.c")" "$(printf 'int main;\nint fixed = 1;\nint end;')" 'nor in the sources'
is "$(sha256sum <"$work/before/vmlinux")" "$before" 'nor in the image of the other side'
ok "$([ ! -s "$work/obj.before/vmscan.o" ] || grep -q planted "$work/obj.before/vmscan.o" && echo 1 || echo 0)" 'nor among its objects'
find "$CCACHE_DIR" -type f -exec sha256sum {} + | sort >"$tmp/cached.now"
cmp -s "$tmp/cached" "$tmp/cached.now"
ok $? "nor in the compiler's cache"
holds 'it makes no file of 9 GB' test ! -s "$work/obj/huge"
holds 'it does not go through a folder that its caller has open' test ! -s "$work/obj/got-fd"
is "$(grep -c secret "$work/obj/got-proc" 2>/dev/null)" 0 "it does not see the machine's processes"
is "$(cat "$work/obj/got-ls")" '' 'nor its other folders'
status 0 '--no-sandbox' "$BACKPORT" build v1 --side after --force --no-sandbox
holds 'lets it' test -e "$work/obj/got-key"
rm -f "$tmp/outside" "$tmp/reached"

makefile() { # LINE: the patch's Makefile has one more recipe line
	cp f.save patches/v1/f.patch
	{
		echo '--- a/Makefile'
		echo '+++ b/Makefile'
		echo '@@ -1,4 +1,5 @@'
		sed -n '1,3s/^/ /p' "$tmp/linux/Makefile"
		printf '+\t%s\n' "$1"
		sed -n '4s/^/ /p' "$tmp/linux/Makefile"
	} >>patches/v1/f.patch
}
# What a build may take; as root, the number of processes is only a wish
makefile 'prlimit --raw --noheadings -o RESOURCE,SOFT >$(O)/got-limits; fallocate -l 1025M /tmp/a && touch $(O)/got-tmp; fallocate -l 1025M /dev/shm/a && touch $(O)/got-shm; :'
status 0 'a patch that asks for its limits' build after
holds 'it does not fill /tmp with more than 1 GiB' test ! -e "$work/obj/got-tmp"
holds 'nor /dev/shm' test ! -e "$work/obj/got-shm"
is "$(sed -n '/^\(CORE\|FSIZE\|NPROC\) /p' "$work/obj/got-limits" | LC_ALL=C sort | tr '\n' ' ')" \
	"CORE 0 FSIZE 8589934592 NPROC 4096 " 'it has no core, files of 8 GiB, 4096 processes'
is "$(awk '$1 == "AS" { print $2 / 1048576 }' "$work/obj/got-limits")" \
	"$(($(getconf _PHYS_PAGES) * $(getconf PAGESIZE) / 1048576))" "and in a process the machine's memory"
makefile 'yes "a line of a log that does not end"'
status 128 'a patch that prints without end' build after
matches "$said" 'build.after ERROR .*the build was ended: it printed more than 256 MiB' 'is ended'
holds 'and its log is cut' test "$(wc -c <out/v1/build.after.log)" -lt 272000000
makefile "ln -sf $HOME/key \$(O)/vmlinux"
status 128 'a link in the place of the image' build after
matches "$said" 'vmlinux: is a link to .*/home/key, out of the folder; it is not read' 'is not followed'

# checkpatch.pl of a tree
mkdir "$tmp/linux/scripts"
printf 'system("cp %s %s"); print "$ARGV[-1]:%d: WARNING:STUB: heard\\n"; exit 1;\n' "$HOME/key" "$tmp/outside" \
	"$(grep -n '^+int fixed' f.save | cut -d: -f1)" >"$tmp/linux/scripts/checkpatch.pl"
"$BACKPORT" tree rm v1.0 >/dev/null
"$BACKPORT" tree add v1.0 "$tmp/linux" >/dev/null
cp f.save patches/v1/f.patch
rm -f "$tmp/outside"
"$BACKPORT" check >checked 2>&1 || :
matches "$(cat checked)" 'warning: WARNING:STUB: heard' 'checkpatch.pl of a tree is run'
holds 'in the sandbox' test ! -e "$tmp/outside"

# A disk that it fills
mkdir -p "$tmp/small"
if mount -t tmpfs -o size=64m tmpfs "$tmp/small" 2>/dev/null; then
	trap 'kill $listener 2>/dev/null || :; umount -l "$tmp/small"; rm -rf "$tmp"' EXIT
	rm -rf "$(works)" out
	mkdir "$tmp/small/work"
	ln -s "$tmp/small/work" "$(works)"
	makefile 'while :; do head -c 100000 /dev/zero; sleep 0.02; done >$(O)/fill'
	status 128 'a patch that fills the disk' build after
	matches "$said" 'build.after ERROR .*the build was ended: it left the disk nearly full' 'is ended before it is full'
else
	skip 'a disk that is filled: no permission to mount a small one'
fi
done_testing
