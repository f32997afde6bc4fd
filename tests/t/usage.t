#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# How the program is called: help, the options that stand anywhere, usage.
set -eu
. "$(dirname "$0")/../tap.sh"
export BACKPORT_CACHE="$tmp/cache"
cd "$tmp"
cat >backport.conf <<'CONF'
[fix "f"]
	upstream = 0123456789abcdef0123456789abcdef01234567
	patch = f.patch
	check = c
[target "t"]
	arch = powerpc
	image = vmlinux
[branch "v1"]
	base = v1
	target = t
	fix = f
CONF

for words in 'help' '--help' 'help help' 'help --help'; do
	# shellcheck disable=SC2086 # words
	run 0 $words && grep -q '^usage: backport ' "$tmp/out" && [ ! -s "$tmp/err" ]
	ok $? "$words is answered on stdout"
done
for words in 'help plan' 'plan --help' 'plan --list --help' '-q plan --help'; do
	# shellcheck disable=SC2086 # words
	run 0 $words && grep -q '^usage: backport plan' "$tmp/out"
	ok $? "$words is plan's help"
done
run 129 help plan apply && grep -q 'wants one command' "$tmp/err"
ok $? 'help has one command at most'
run 129 help no-such && grep -q "no command 'no-such'" "$tmp/err"
ok $? 'help for a command that there is not'
run 129 && grep -q '^usage: ' "$tmp/err"
ok $? 'no command at all'
run 129 plan --no-such && grep -q -- "--no-such'" "$tmp/err" &&
	grep -q '^usage: backport plan' "$tmp/err" && ! grep -q 'below' "$tmp/err"
ok $? 'an unknown option is named, and the usage is printed'
for words in '--version' 'help' 'help plan'; do
	# shellcheck disable=SC2016 # for the inner shell
	status 128 "$words that cannot be written" sh -c '"$BACKPORT" $1 >/dev/full' - "$words"
done

# -q, -v and --json stand anywhere, but an option's value is never one of them.
run 129 plan --slurm-args -q && grep -q 'want --slurm' "$tmp/err"
ok $? 'a value that looks like -q is a value'
run 129 plan --slurm-arg -v && grep -q 'want --slurm' "$tmp/err"
ok $? 'so it is behind the beginning of an option'
run 125 report -o -q --format=ktap && [ -s ./-q ]
ok $? 'and behind a letter'
run 129 check --profile --json && grep -q "no profile '--json'" "$tmp/err"
ok $? 'and so is --json'
run 128 status -- -q && grep -q -- "'-q'" "$tmp/err"
ok $? 'behind -- nothing is an option'

# What is piped in
cat >a.patch <<'END'
From: A U Thor <author@example.org>
Date: Tue, 21 Feb 2017 13:40:20 +1100
Subject: [PATCH] init: fix it

Fixed.
---
--- a/f
+++ b/f
@@ -1 +1 @@
-a
+b
END
"$BACKPORT" check - <a.patch >said || :
"$BACKPORT" check a.patch >plain || :
is "$(sed 's/^-:/a.patch:/' said)" "$(cat plain)" 'check - finds what check FILE finds'
ok "$(grep -q '^a.patch:.*signoff' plain; echo $?)" 'which is not nothing'

for place in '--no-sandbox tree list' 'tree list --no-sandbox'; do
	# shellcheck disable=SC2086 # words
	run 0 $place
	ok $? "$place: it may stand before and behind the command"
done
for command in plan watch 'export v1'; do
	# shellcheck disable=SC2086 # words
	run 129 $command --json && grep -q 'has no --json' "$tmp/err"
	ok $? "$command refuses --json instead of ignoring it"
done
for with in --format=ktap '-o file' --history --since=today; do
	# shellcheck disable=SC2086 # words
	run 129 report --json $with && grep -q 'line per branch' "$tmp/err"
	ok $? "report refuses --json with $with"
done
done_testing
