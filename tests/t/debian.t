#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Bases from Debian's packages and from far away, with stubs for both.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
linux=$BACKPORT_CACHE/linux.git
cd "$tmp"
mkdir -p k/linux-source-0.0/kernel deb/DEBIAN deb/usr/src bin
echo obj-y += kernel/ >k/linux-source-0.0/Makefile
echo x >k/linux-source-0.0/kernel/Makefile
tar -C k -cJf deb/usr/src/linux-source-0.0.tar.xz linux-source-0.0
echo other >deb/usr/src/README
printf 'Package: linux-source-0.0\nVersion: 0.0.7-1\nArchitecture: all\nMaintainer: t <t@localhost>\nDescription: t\n' \
	>deb/DEBIAN/control
cat >bin/apt-get <<'END'
#!/bin/sh
case $*$APT in
*download*good) cp "$DEB" linux-source-0.0_0.0.7-1_all.deb ;;
*download*nothing) ;;
*) echo 'E: Unable to locate package linux-source-0.0' >&2; exit 100 ;;
esac
END
chmod 755 bin/apt-get
cat >c.conf <<'END'
[fix "f"]
	upstream = 0000000000000000000000000000000000000000
	patch = p
	check = c
[target "t"]
	arch = powerpc
	image = vmlinux
[branch "b"]
	base = v0.0
	debian = linux-source-0.0
	fix = f
	target = t
END
export PATH="$tmp/bin:$PATH" DEB="$tmp/k.deb" APT=

if ! command -v dpkg-deb >/dev/null; then
	skip 'no dpkg-deb here'
	done_testing
fi
dpkg-deb -b deb k.deb >/dev/null
status 125 'apt does not know the package' "$BACKPORT" --conf c.conf tree get
matches "$said" 'Unable to locate package linux-source-0.0.*provide it: backport tree add b SOURCE$' \
	'is said, and what to do'
APT=nothing status 125 'apt downloads nothing' "$BACKPORT" --conf c.conf tree get
matches "$said" 'left no package' 'is said'
export APT=good
status 0 'apt has it' "$BACKPORT" --conf c.conf tree get
matches "$said" 'downloading the package linux-source-0.0' 'a download is told'
matches "$("$BACKPORT" tree list)" '^b .* 2 files .*Debian linux-source-0.0 0.0.7-1$' 'the version is kept'
is "$(git --git-dir="$linux" show refs/bases/b:kernel/Makefile)" x 'the tree is there'
status 0 'again' "$BACKPORT" --conf c.conf tree get
ok "$(printf '%s' "$said" | grep -c downloading)" 'downloads nothing'

# What a source gave before it failed is no part of what the next one gives
git -c init.defaultBranch=m init -q k/linux-source-0.0
git -C k/linux-source-0.0 add -A
git -C k/linux-source-0.0 -c user.name=t -c user.email=t@localhost commit -qm one
lender=$tmp/lender/linux.git
BACKPORT_CACHE="$tmp/lender" "$BACKPORT" -q tree add b k/linux-source-0.0 --rev HEAD
lost=$(git -C k/linux-source-0.0 hash-object kernel/Makefile)
ls "$lender"/objects/pack/* >packs
git --git-dir="$lender" rev-list --objects --no-object-names --all | grep -v "$lost" |
	git --git-dir="$lender" pack-objects -q "$lender/objects/pack/pack" >/dev/null
tr '\n' '\0' <packs | xargs -0 rm -f
export BACKPORT_CACHE="$tmp/borrower"
BACKPORT_BASES=$lender status 0 'a job whose machine has half a base' "$BACKPORT" --conf c.conf tree get
holds 'has all of it from apt' git --git-dir="$tmp/borrower/linux.git" cat-file -e "refs/bases/b:kernel/Makefile"
export BACKPORT_CACHE="$tmp/cache"

"$BACKPORT" -q tree rm b
head -c 700 k.deb >torn.deb
DEB="$tmp/torn.deb" status 128 'a torn package' "$BACKPORT" --conf c.conf tree get
is "$("$BACKPORT" tree list)" '' 'leaves nothing'
rm deb/usr/src/linux-source-0.0.tar.xz
dpkg-deb -b deb k.deb >/dev/null
status 128 'a package without source' "$BACKPORT" --conf c.conf tree get
matches "$said" 'no linux-source-\*.tar.\* in this package' 'is said'

# Far away
sed 's/debian = .*/remote = v0.0/' c.conf >r.conf
printf '[remote]\n\turl = http://127.0.0.1:1/linux.git\n' >>r.conf
status 125 'nobody answers' "$BACKPORT" --conf r.conf tree get
matches "$said" 'provide it: backport tree add b SOURCE --rev v0.0' 'is said, and what to do'
done_testing
