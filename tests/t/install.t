#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# make install, and the installed program in a foreign folder, as an ordinary user.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

make_install
root=$tmp/root/opt/backport
for f in bin/backport bin/git-backport share/man/man1/backport.1 share/man/man1/backport-apply.1 \
	share/man/man5/backport.conf.5 share/backport/guest/Makefile share/backport/guest/init.c \
	share/backport/kconfig/powernv.config share/backport/slurm.sh share/backport/deps.sh \
	share/backport/busybox.sh share/backport/matrix.sh share/backport/ci/gitlab-ci.yml share/backport/init/gitignore \
	lib/systemd/user/backport-matrix@.service lib/systemd/user/backport-matrix@.timer share/bash-completion/completions/backport share/zsh/site-functions/_backport; do
	holds "$f" test -s "$root/$f"
done
ok "$([ -x "$root/share/backport/deps.sh" ] && [ ! -x "$root/share/backport/slurm.sh" ]; echo $?)" \
	'what runs by itself may be run'
is "$(find "$tmp/root" ! -perm -a+r ! -type l)" '' 'all may read it'
is "$(cd "$tmp" && PATH=$root/bin:$PATH git backport --version)" "$("$BACKPORT" --version)" 'git backport'
is "$("$root/bin/backport" plan --slurm v1 | sed -n 's/^\. //p')" "'$root/bin/../share/backport/slurm.sh'" \
	'it finds what is installed beside it'
is "$(BACKPORT_SHARE=/nowhere "$root/bin/backport" plan --slurm v1 | sed -n 's/^\. //p')" \
	"'$root/bin/../share/backport/slurm.sh'" 'also where BACKPORT_SHARE has nothing'
mkdir "$tmp/mine"
echo '# mine' >"$tmp/mine/slurm.sh"
is "$(BACKPORT_SHARE=$tmp/mine "$root/bin/backport" plan --slurm v1 | sed -n 's/^\. //p')" "'$tmp/mine/slurm.sh'" \
	'BACKPORT_SHARE comes first'

# A project without a guest of its own: the installed one is taken. Its program is
# the stub's, as the compiler is.
rm -rf "$root/share/backport/guest"
mv guest "$root/share/backport/guest"
sed -i '/module =/d' backport.conf
rm -rf guest
BACKPORT=$root/bin/backport
as_user() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid 65534 --regid 65534 --clear-groups env HOME="$tmp/home" "$@"
	else
		"$@"
	fi
}
mkdir "$tmp/home"
[ "$(id -u)" -ne 0 ] || chown -R 65534:65534 "$tmp"
chmod 755 "$tmp"
if as_user test -x "$BACKPORT" && as_user test -x "$TOP/tests/stub/make"; then
	as_user "$BACKPORT" matrix -j2 >"$tmp/said" 2>&1 || sed 's/^/#  /' "$tmp/said"
	is "$(as_user "$BACKPORT" verdict v1 | head -1)" 'v1: proved: fails without the fix and passes with it, in 1 mode' 'a fix is proved in a foreign folder'
else
	skip 'an ordinary user cannot run what is here'
fi
done_testing
