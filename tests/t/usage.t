#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# How the program is called: help, the options that stand anywhere, usage.
# shellcheck disable=SC2016 # for the inner shells
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
run 129 plan --slrum && grep -q "no option '--slrum'; did you mean '--slurm'?" "$tmp/err"
ok $? 'and the one that was likely meant'
for words in 'build v1 --step:--step wants a value' 'check --prof:--profile wants a value' 'apply --check=3:--check takes no value' \
	'evidence v1 -o:-o wants a value' 'report -xo:no option .-x.' \
	'matrix --repeat:--repeat wants a value' 'status --fix:--fix wants a value' \
	'export v1 --fix:--fix wants a value' 'evidence --si:--si is short for several options'; do
	# shellcheck disable=SC2086 # words
	run 129 ${words%:*} && grep -qx -- "backport [a-z]*: ${words#*:}" "$tmp/err" && [ "$(grep -c '^usage: ' "$tmp/err")" -eq 1 ]
	ok $? "${words%:*} is told what is wrong"
done
run 129 plna && grep -q "no command 'plna'.*did you mean 'plan'?" "$tmp/err"
ok $? 'so is a command'
run 129 report --format=htlm && grep -q "html, openvex and mail; did you mean 'html'?" "$tmp/err"
ok $? "an option's value"
run 129 --color=nevr report && grep -q "did you mean 'never'?" "$tmp/err"
ok $? 'the word of --color'
run 129 --color=nevr report && [ ! -s "$tmp/out" ]
ok $? 'which then prints nothing else'
run 128 status v9 && ! grep -q 'did you mean' "$tmp/err"
ok $? 'two letters have no likely one'
run 128 status v12x && ! grep -q 'did you mean' "$tmp/err"
ok $? 'as is one that is far'
run 129 -C && grep -q '^backport: -C wants a value' "$tmp/err"
ok $? 'a global option without its value'
run 129 --no-such status && grep -q "^backport: no option '--no-such'" "$tmp/err"
ok $? 'one that there is not'
run 128 -C nowhere status && grep -q '^backport: -C nowhere: cannot enter the folder: No such' "$tmp/err"
ok $? 'a folder that there is not'
for words in 'build v1' 'mutants v1 --fix' 'rebase --refresh' 'report --history'; do
	# shellcheck disable=SC2086 # words
	case $words in
	*--fix) run 128 $words g && grep -q "branch v1 has no fix 'g'; it has: f" "$tmp/err" ;;
	build*) run 129 $words --step 7 && grep -q "step '7': wanted before, after or a number up to 1" "$tmp/err" ;;
	*) run 128 $words v7 && grep -q "no branch 'v7' in the configuration; it has: v1" "$tmp/err" ;;
	esac
	ok $? "$words: what there is, is named"
done
for command in $("$BACKPORT" help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'); do
	is "$("$BACKPORT" help "$command" | awk 'length > 80')" '' "the help of $command fits 80 columns"
done
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
holds 'which is not nothing' grep -q '^a.patch:.*signoff' plain

# What is closed is not taken by the next file that is opened.
run 128 apply --base . - <&- && grep -q '^backport: standard input: cannot read: ' "$tmp/err"
ok $? 'a closed standard input'
status 128 'a closed output' sh -c '"$BACKPORT" help >&-'

run 128 compare f && grep -q "^backport: patches/v1/f.patch: branch v1 has no variant of the fix 'f' yet; 'backport port" "$tmp/err"
ok $? 'compare: a fix that was not carried yet'

# A file that is no patch, a folder, a file where a folder is wanted
echo 'this is no patch' >text
mkdir empty
run 128 apply --base . text && grep -q '^backport: text: holds no diff: nothing to apply$' "$tmp/err"
ok $? 'apply: no diff'
run 128 apply --base . a.patch empty && grep -q '^backport: empty: is a folder, wanted a patch; --series takes' "$tmp/err"
ok $? 'apply: a folder'
run 128 tree add v2 empty && grep -q '^backport: empty: has no files' "$tmp/err"
ok $? 'tree add: an empty folder'
run 128 init text && grep -q '^backport: text: is a file, wanted a folder$' "$tmp/err"
ok $? 'init: a file'

# A patch that is not there
# run()'s own file is called out, as the folder is that add locks
for words in 'add --dry-run not-here.patch' 'port not-here.patch --from v1 --to v1'; do
	# shellcheck disable=SC2086 # words
	run 128 $words && grep -q "^backport: no such patch 'not-here.patch': neither a file nor a commit" "$tmp/err"
	ok $? "$words: one sentence"
done
run 128 apply --base . not-here.patch && grep -q "^backport: not-here.patch: no such patch$" "$tmp/err"
ok $? 'so says apply'
run 129 apply a.patch && grep -q "'a.patch' is a patch, not a BRANCH: give the tree too" "$tmp/err"
ok $? 'and that a patch wants a tree'
echo >word
run 129 apply word && grep -q "'word' is a file, not a BRANCH: give the tree too" "$tmp/err"
ok $? 'whatever it is called'
run 128 apply v11 && grep -q "no branch 'v11' in the configuration; it has: v1; did you mean 'v1'?" "$tmp/err"
ok $? 'a branch that is mistyped is suggested'
run 128 apply --base v1.0 v11 && grep -q "no patch file 'v11', and no branch 'v11' in the configuration; it has: v1; did you mean 'v1'?" "$tmp/err"
ok $? 'also beside a tree, where it may be a patch'

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
for with in --format=ktap '-o file' --history --since=yesterday; do
	# shellcheck disable=SC2086 # words
	run 129 report --json $with && grep -q 'line per branch' "$tmp/err"
	ok $? "report refuses --json with $with"
done

# Colour and a pager, on a terminal and without one.
mkdir p
cp backport.conf p
cd p
esc=$(printf '\033')
"$BACKPORT" tree get >/dev/null 2>&1 || :
for place in '--color=always report' 'report --color=always' 'report --color'; do
	# shellcheck disable=SC2086 # words
	run 125 $place && grep -q "$esc" "$tmp/out"
	ok $? "$place: colour in a pipe"
done
run 125 report && ! grep -q "$esc" "$tmp/out"
ok $? 'none without it'
if command -v script >/dev/null; then
	# on_terminal COMMAND: what it shows there
	on_terminal() {
		script -qec "stty cols 100 2>/dev/null; $1" /dev/null </dev/null | tr -d '\r'
	}
	export TERM=xterm
	unset PAGER NO_COLOR
	export GIT_PAGER="sed 's/^/paged: /'"
	matches "$(on_terminal '"$BACKPORT" status')" '^paged: ' 'status goes through GIT_PAGER'
	matches "$(on_terminal '"$BACKPORT" report')" "^paged: .*$esc" 'colour as without the pager'
	matches "$(on_terminal '"$BACKPORT" status v9')" "^paged: backport: no branch" 'what is wrong, too'
	is "$(on_terminal '"$BACKPORT" status --no-pager; "$BACKPORT" --no-pager report' | grep -c '^paged')" 0 \
		'--no-pager stands before and behind the command'
	is "$(on_terminal 'GIT_PAGER= "$BACKPORT" status; GIT_PAGER=cat "$BACKPORT" status' | grep -c '^paged')" 0 \
		'an empty one, or cat, is none'
	is "$(on_terminal '"$BACKPORT" report -o file' | grep -c '^paged')" 0 'nor is there one for -o'
	unset GIT_PAGER
	export PAGER="sed 's/^/PAGER: /'"
	matches "$(on_terminal '"$BACKPORT" status')" '^PAGER: ' 'else through PAGER'
	is "$(on_terminal 'NO_COLOR=1 "$BACKPORT" report' | grep -c "$esc")" 0 'NO_COLOR'
	is "$(on_terminal '"$BACKPORT" report --color=never' | grep -c "$esc")" 0 '--color=never'
	got=$(on_terminal '"$BACKPORT" report >/dev/null; echo status $?')
	matches "$got" '^status 125' 'the exit status is the command'"'"'s'
	printf '#!/bin/sh\necho "man says $1"\n' >"$tmp/man"
	chmod +x "$tmp/man"
	matches "$(PATH=$tmp:$PATH on_terminal '"$BACKPORT" report --help')" '^man says backport-report' \
		'--help opens the manual page'
	printf '#!/bin/sh\nexit 16\n' >"$tmp/man"
	matches "$(PATH=$tmp:$PATH on_terminal '"$BACKPORT" report --help')" '^PAGER: usage: backport report' \
		'without one the help is shown'
else
	skip 'no script(1)'
fi
done_testing
