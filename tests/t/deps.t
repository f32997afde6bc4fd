#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# share/deps.sh with stubs for dpkg-query, apt-cache and apt-get: names as Debian 12
# and 13 and Ubuntu 24.04 have them, and what is said where there is no apt.
set -eu
. "$(dirname "$0")/../tap.sh"
deps=$TOP/share/deps.sh

cp -r "$TOP/tests/stub-apt" "$tmp/bin"
export DPKG="$tmp/dpkg"
PATH=$tmp/bin:$PATH
cd "$tmp"

# machine CLANG: a fresh one whose clang is of that version; no list was fetched yet
printf '[target "%s"]\n\tcross = %s\n\tqemu = %s\n' a a- qemu-system-a b b- qemu-system-b >backport.conf
printf '\tpackage = %s\n' 'gcc-of-a # the compiler' qemu-of-a qemu-of-b >>backport.conf

machine() {
	rm -rf "$DPKG"
	mkdir "$DPKG"
	: >"$DPKG/installed"
	: >"$DPKG/lists"
	: >"$DPKG/calls"
	echo "clang-$1" >"$DPKG/clang"
	echo 1.7.2 >"$DPKG/libgit2"
	sed -n "/^build='/,/valgrind'/p" "$deps" | sed "s/^[a-z]*='//; s/'//; s/#.*//" |
		tr '|' ' ' | tr ' ' '\n' | sed "s/@clang/$1/" | grep . >"$DPKG/mirror"
	printf '%s\n' gcc-of-a qemu-of-a qemu-of-b >>"$DPKG/mirror"
}

for system in 'Debian 12: 14' 'Ubuntu 24.04: 18' 'Debian 13: 19'; do
	clang=${system#*: } system=${system%: *}
	machine "$clang"
	status 0 "$system: a fresh machine" "$deps"
	matches "$said" "^deps: installing .* libclang-rt-$clang-dev " 'gets the run-time library of its own clang'
	matches "$(cat "$DPKG/calls")" "install .* libclang-rt-$clang-dev " 'from apt'
	: >"$DPKG/calls"
	status 0 "$system: again" "$deps"
	is "$said$(cat "$DPKG/calls")" '' 'does and says nothing'
	status 0 "$system: a matrix" "$deps" --for matrix --no-install
done

# A|B: what is there counts, then what apt has
machine 14
status 128 'nothing is there, nothing may be installed' "$deps" --no-install --for build
matches "$said" '^deps: missing: build-essential .* zlib1g-dev; run: apt-get install build-essential ' 'it is named'
matches "$said" ' pkgconf ' 'by the first name while apt knows none'
is "$(cat "$DPKG/calls")" '' 'and apt-get is not run'
cp "$DPKG/mirror" "$DPKG/lists"
status 128 'with lists' "$deps" --no-install --for build
matches "$said" ' pkgconf ' 'by the first that apt has'
sed -i '/^pkgconf$/d' "$DPKG/lists" "$DPKG/mirror"
status 128 'without that one' "$deps" --no-install --for build
matches "$said" ' pkg-config ' 'by the second'
echo pkgconf >"$DPKG/installed"
"$deps" --for build 2>"$DPKG/said"
is "$(grep -c pkg-config "$DPKG/said" || :)" 0 'either that is installed will do'

# Mail
if ! PATH=$PATH:/usr/sbin:/usr/lib command -v sendmail >/dev/null; then
	machine 14
	status 128 'a project without mail' "$deps" --no-install --for matrix
	is "$(printf '%s\n' "$said" | grep -c git-email || :)" 0 'wants no git-email'
	(cat backport.conf; printf '[mail]\n\tto = list@example.org\n') >mail.conf
	status 128 'one that mails' "$deps" --no-install --for matrix --conf mail.conf
	matches "$said" ' git-email' 'does'
	printf '#!/bin/sh\n' >"$tmp/bin/sendmail"
	chmod +x "$tmp/bin/sendmail"
	status 128 'with sendmail' "$deps" --no-install --for matrix --conf mail.conf
	is "$(printf '%s\n' "$said" | grep -c git-email || :)" 0 'it does not'
	rm "$tmp/bin/sendmail"
fi

# What for
machine 14
"$deps" --for build 2>/dev/null
is "$(grep -c 'qemu\|clang' "$DPKG/installed" || :)" 0 'a build wants no emulator'
"$deps" --for matrix 2>/dev/null
is "$(grep -c 'qemu-of-[ab]\|gcc-of-a\|bubblewrap' "$DPKG/installed")" 4 'a matrix does, for each target of backport.conf'
is "$(grep -c 'clang\|quilt' "$DPKG/installed" || :)" 0 'but nothing that only tests want'
cp backport.conf all.conf
printf '\tcc = %s\n' x86_64-linux-gnu-gcc-12 >>backport.conf
printf '\tllvm = %s\n' -15 >>backport.conf
status 128 'the compilers that targets name' "$deps" --for matrix --no-install
matches "$said" ' gcc-12-x86-64-linux-gnu clang-15 lld-15 llvm-15;' 'are wanted'
mv all.conf backport.conf
status 0 'packages besides' "$deps" --for matrix quilt
matches "$(tail -n 1 "$DPKG/calls")" 'install quilt$' 'are installed too'
status 129 'for what else' "$deps" --for fun
status 129 'an unknown option' "$deps" --fast
status 100 'what apt has not' "$deps" --for matrix no-such-package

# As a command
machine 14
status 0 'backport deps' "$BACKPORT" deps quilt
matches "$(tail -n 1 "$DPKG/calls")" 'install .* bubblewrap .* gcc-of-a qemu-of-a qemu-of-b quilt$' 'is for a matrix'
status 0 'again' "$BACKPORT" deps --no-install
machine 14
sed 's/gcc-of-a/gcc-of-c/' backport.conf >other.conf
status 128 'backport --conf other.conf deps' "$BACKPORT" --conf other.conf deps --no-install
matches "$said" '^deps: missing: .* gcc-of-c ' 'reads it'
status 129 'for what else' "$BACKPORT" deps --for buidl
matches "$said" "^backport deps: --for wants build, matrix or tests, got 'buidl'" 'says for what there is'
status 129 '--busybox for none' "$BACKPORT" deps --busybox
mkdir -p cache/busybox/arm64
touch cache/busybox/arm64/busybox
chmod +x cache/busybox/arm64/busybox
status 0 '--busybox that is there' env BACKPORT_CACHE="$tmp/cache" "$BACKPORT" deps --busybox arm64

# Installed
mkdir share
cp "$deps" share/
status 0 'installed' share/deps.sh --for matrix
is "$(grep -c 'libelf-dev\|bubblewrap\|gcc-of-a' "$DPKG/installed")" 3 'it gets what kernels take'
is "$(grep -c libgit2 "$DPKG/installed" || :)" 0 'but not what building the program takes'

# libgit2
echo 1.1.0 >"$DPKG/libgit2"
status 128 'an old libgit2' "$deps" --for build
matches "$said" 'libgit2 is 1.1.0; 1.5 to 1.9' 'is refused'
echo 1.10.1 >"$DPKG/libgit2"
status 0 'a newer one' "$deps" --for build
matches "$said" 'libgit2 is 1.10.1' 'is said'

# Not root
machine 14
printf '#!/bin/sh\necho 1000\n' >"$tmp/bin/id"
chmod +x "$tmp/bin/id"
mkdir "$tmp/few"
for program in sh awk cat cp dirname echo grep head sed sort tail tr; do
	ln -s "$(command -v $program)" "$tmp/few/"
done
status 128 'without root and sudo' env PATH="$tmp/bin:$tmp/few" "$deps" --for build
matches "$said" 'run as root: apt-get install ' 'it says what root is to run'
# shellcheck disable=SC2016 # for the stub
printf '#!/bin/sh\necho sudo >>"$DPKG/calls"; exec "$@"\n' >"$tmp/bin/sudo"
chmod +x "$tmp/bin/sudo"
status 0 'with sudo' "$deps" --for build
is "$(grep -c sudo "$DPKG/calls")" 2 'apt-get is run by it'

# Another system
rm "$tmp/bin/dpkg-query" "$tmp/bin/pkg-config"
status 128 'without dpkg' env PATH="$tmp/bin:$tmp/few" "$deps" --for matrix
matches "$said" 'not Debian or Ubuntu.* make .* bwrap .* qemu-system-a .* a-gcc .* libarchive .* libgit2 .*1.5 to 1.9' 'what is missing is named'
is "$(printf '%s\n' "$said" | grep -c ' clang' || :)" 0 'and nothing else'
done_testing
