#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# README's walk-through, run as it stands: the indented lines between its headings,
# one block after the other. Kbuild, the compiler and QEMU are stubs; the tree is
# a small one, with the tags and the commit that the lines name.
# shellcheck disable=SC2317 # what the blocks call
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

# The clone that a reader has, without what was built in it.
mkdir "$tmp/clone" "$tmp/home" "$tmp/programs"
cd "$tmp/clone"
cp -r "$TOP/backport.conf" "$TOP/build-matrix.sh" "$TOP/guest" "$TOP/checks" "$TOP/kconfig" \
	"$TOP/series" "$TOP/patches" .
mkdir share
printf '#!/bin/sh\n' >share/deps.sh
chmod +x share/deps.sh
cp "$TOP/share/slurm.sh" share/
echo 'all: ;' >Makefile
ln -s "$BACKPORT" backport

# A tree as Kbuild's stub builds it: the fix makes "fixed = 1" of "fixed".
export HOME="$tmp/home" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME='A U Thor' GIT_AUTHOR_EMAIL=author@example.org
export GIT_COMMITTER_NAME='A U Thor' GIT_COMMITTER_EMAIL=author@example.org
mkdir "$HOME/linux"
cp -r "$tmp/linux/." "$HOME/linux"
release() {
	printf 'VERSION = %s\nPATCHLEVEL = %s\nSUBLEVEL = %s\nEXTRAVERSION = %s\n' "$@" >"$HOME/linux/Makefile"
}
commit() {
	git -C "$HOME/linux" add -A && git -C "$HOME/linux" commit -qs -m "$1"
}
git -c init.defaultBranch=main init -q "$HOME/linux"
release 5 10 209 ''
commit 'Linux 5.10.209'
git -C "$HOME/linux" tag v5.10.209
printf '/* further down than on the branch */\n\nint main;\nint fixed = 1;\nint end;\n' >"$HOME/linux/init/main.c"
git -C "$HOME/linux" commit -qsam 'init: move' --allow-empty
printf '/* further down than on the branch */\n\nint main;\nint fixed;\nint end;\n' >"$HOME/linux/init/main.c"
git -C "$HOME/linux" commit -qsam 'init: and take it back'
printf '/* further down than on the branch */\n\nint main;\nint fixed = 1;\nint end;\n' >"$HOME/linux/init/main.c"
commit 'init: Fix it

It was not fixed.'
release 5 11 0 -rc2
commit 'Linux 5.11-rc2'
git -C "$HOME/linux" tag v5.11-rc2

# QEMU: a kernel that says what the check of the walk-through would.
ln -s "$TOP/tests/stub/stub-qemu" "$tmp/programs/qemu-system-ppc64"
PATH=$tmp/programs:$PATH
export CONSOLES="$tmp/consoles" GUEST_CC=cc
said_by_guest() {
	mkdir -p "$CONSOLES/$1"
	cat >"$CONSOLES/$1/log" <<-CONSOLE
	Linux version 5.10.209 (backport@backport)
	backport: start check=my-check kernel=5.10.209 
	backport: step my-check $2
	backport: result $3
	backport: end
	reboot: Power down
	CONSOLE
}
said_by_guest pass 'PASS ms=1' 'PASS steps=1 passed=1 failed=0 skipped=0'
said_by_guest fail 'FAIL ms=1 reason="not fixed"' 'FAIL steps=1 passed=0 failed=1 skipped=0'

# block N: the Nth indented block of the walk-through, without the indent
sed -n '/^ADD A BRANCH/,/^PATCHES OF OTHERS/p' "$TOP/README" >"$tmp/text"
block() {
	awk -v want="$1" '
		/^\t/ { if (!inside) n++; inside = 1; if (n == want) print substr($0, 2); next }
		/^$/ && inside { blank = 1; if (n == want) print ""; next }
		{ inside = 0 }' "$tmp/text"
}
fault ''
n=1
while [ -n "$(block $n)" ]; do
	block $n
	echo 'echo "block is done"'
	n=$((n + 1))
done >"$tmp/lines"
blocks=$((n - 1))
got=0
sh -eu "$tmp/lines" >"$tmp/said" 2>&1 || got=$?
is "$got" 0 'the walk-through runs to its end'
[ "$got" -eq 0 ] || sed 's/^/# /' "$tmp/said"
is "$(grep -c 'block is done' "$tmp/said")" "$blocks" "all $blocks blocks of it"
holds 'which are not fewer than five' test "$blocks" -ge 5
is "$(cat series/v5.10)" my-fix.patch 'the branch has a series'
matches "$(cat patches/v5.10/my-fix.patch)" '^commit [0-9a-f]{40} upstream\.$' 'its variant names the upstream commit'
matches "$(cat "$tmp/said")" '^v5.10 +v5.10.209 +PASS +PASS +PASS +PASS +FAIL +PASS .*proved$' 'the table says that it is proved'
matches "$(cat "$tmp/said")" '^ *1 proved$' 'this branch alone'

# The same in a project of one's own, by the program as it is installed.
make_install
sed -n '/^START YOUR OWN/,/^ADD A BRANCH/p' "$TOP/README" >"$tmp/text"
sed 's/check=my-check/check=my-fix/; s/step my-check/step my-fix/' -i "$CONSOLES"/*/log
n=1
while [ -n "$(block $n)" ]; do
	block $n
	n=$((n + 1))
done >"$tmp/lines"
is "$n" 5 'four blocks'
got=0
PATH=$tmp/root/opt/backport/bin:$PATH sh -eu "$tmp/lines" >"$tmp/said" 2>&1 || got=$?
is "$got" 0 'the other walk-through runs to its end'
[ "$got" -eq 0 ] || sed 's/^/# /' "$tmp/said"
matches "$(cat "$tmp/said")" '^v5.10 +v5.10.209 +PASS +PASS +PASS +PASS +FAIL +PASS .*proved$' 'its fix is proved'
cp "$HOME/fixes/checks/my-fix/check.c" checks/my-check/

# The same with the real compiler's eyes
status 0 'its check compiles without a warning' cc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror \
	-fsyntax-only checks/my-check/check.c

# What README and HACKING name is there.
cd "$TOP"
# shellcheck disable=SC2013 # words
for f in $(grep -ohE '(share|patches|guest|kconfig|series|tools|tests|man)(/[a-z0-9.-]*[a-z0-9])+' README HACKING | sort -u); do
	case $f in
	patches/v4.9/fix.patch | patches/v4.9-vendor | */my-fix* | */my-check*) ;;
	*) holds "$f" test -e "$f" ;;
	esac
done
# shellcheck disable=SC2013 # words
for command in $(grep -oE '(\./|`)backport [a-z]+' README | sed 's/.* //' | sort -u); do
	status 0 "backport $command" "$BACKPORT" help "$command"
done
# shellcheck disable=SC2013 # words
for target in $(sed -n 's/^\tmake \([a-z_. -]*\).*/\1/p' HACKING README); do
	holds "make $target" grep -qE "^$target:" Makefile
done
done_testing
