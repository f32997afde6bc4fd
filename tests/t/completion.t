#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What the shells complete: the program's answers, then bash with its script.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

# words WORD...: what may stand for the last one, in one line
words() {
	"$BACKPORT" complete "$@" | tr '\n' ' '
}
is "$(words re)" 'rebase report ' 'a command'
is "$(words apply --bas)" '--base= --bases= --base-series= ' "a command's options"
is "$(words --no-s)" '--no-sandbox ' 'options before any command'
is "$(words report --format j)" 'json junit ' "an option's value"
is "$(words report --format=j)" 'json junit ' 'also behind ='
is "$(words --color=a)" 'auto always ' 'the same before any command'
is "$(words report --color=a)" 'auto always ' 'and behind one'
is "$(words --conf=x)" ':files ' 'a file for --conf'
is "$(words status --ver)" '--verbose ' 'no --version behind a command'
is "$(words status -- '')" 'v1 ' 'behind --'
is "$(words port -o '')" ':files ' "a letter's value"
is "$(words status '')" 'v1 ' "the project's branches"
is "$(cd series && words status '')" 'v1 ' 'also below the project'
is "$(words -C x status v)" 'v1 ' 'behind -C'
is "$(words compare '')" 'f :files ' 'fixes, and files'
is "$(words affected '') $(words affected f --ba) $(words affected f --branch '')" 'f  --bases=  v1 ' 'a fix alone'
is "$(words plan --target '')" 't ' 'targets'
is "$(words apply --series '')" ':files ' 'files alone'
is "$(words tree '')" 'add get list rm gc checkout ' 'commands of tree'
is "$(words tree get '')" 'v1 :files ' 'then a branch'
is "$(words no-such '' | grep -c apply)" 1 'an unknown command'
is "$(cd "$tmp" && words status '')" '' 'nothing without a project'
is "$(words)" "$(words '')" 'no word at all'
is "$(words help bo)" 'boot ' 'help'

# All that help names, and nothing that it does not: -o and -j stand there as letters alone
"$BACKPORT" help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' | sort >"$tmp/commands"
is "$(words '' | tr ' ' '\n' | grep -v '^help$' | sort)" "$(cat "$tmp/commands")" 'the commands that help knows'
"$BACKPORT" complete -- | sed 's/=$//' >"$tmp/global"
while read -r command; do
	"$BACKPORT" help "$command" >"$tmp/help"
	"$BACKPORT" complete "$command" -- | sed 's/=$//' | sort >"$tmp/offered"
	sed -n '/^usage: /,/^$/p; s/^  \(--[a-z-]*\).*/\1/p' "$tmp/help" | grep -o -- '--[a-z][a-z-]*' | sort -u |
		comm -23 - "$tmp/offered" | sed "s/^/$command is not offered /"
	grep -vxF -f "$tmp/global" -e --output -e --jobs "$tmp/offered" | while read -r option; do
		grep -q -- "$option\\>" "$tmp/help" || echo "help $command does not say $option"
	done
done <"$tmp/commands" >"$tmp/differs"
is "$(cat "$tmp/differs")" '' 'and their options'

if command -v bash >/dev/null; then
	ln -s "$BACKPORT" "$tmp/backport"
	cat >"$tmp/try.bash" <<-'END'
	source "$1"
	shift
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_backport
	printf '%s\n' "${COMPREPLY[@]}"
	END
	# by_bash WORD...: what bash would offer, in one line
	by_bash() {
		PATH=$tmp:$PATH bash "$tmp/try.bash" "$TOP/share/completion/backport.bash" backport "$@" | tr '\n' ' '
	}
	is "$(by_bash stat)" 'status ' 'bash: a command'
	is "$(by_bash report --format '' | wc -w)" 8 'bash: values'
	is "$(by_bash report --format = j)" 'json junit ' 'bash: values behind =, which splits words'
	is "$(by_bash apply --series patches/v1/f)" 'patches/v1/f.patch ' 'bash: a file'
	is "$(by_bash boot v1 --side af)" 'after ' 'bash: an operand before'
	holds 'bash reads it' bash -n "$TOP/share/completion/backport.bash"
else
	skip 'no bash'
fi
if command -v zsh >/dev/null; then
	# zsh's own builtins work in a line editor alone
	cat >"$tmp/try.zsh" <<-'END'
	script=$1
	words=("${@[2,-1]}") CURRENT=$#words
	compset() { :; }
	_files() { print :files; }
	compadd() { print -l -- ${(P)${@[-1]}}; }
	offer() { source $script; }
	offer
	END
	# by_zsh WORD...: what zsh would offer, in one line
	by_zsh() {
		PATH=$tmp:$PATH zsh -f "$tmp/try.zsh" "$TOP/share/completion/backport.zsh" backport "$@" | xargs
	}
	is "$(by_zsh stat)" status 'zsh: a command'
	is "$(by_zsh report --format=j)" 'json junit' 'zsh: values behind ='
	is "$(by_zsh apply --base-s)" '--base-series=' 'zsh: an option with a value'
	is "$(by_zsh apply --series '')" ':files' 'zsh: a file'
	is "$(by_zsh boot v1 --side af)" after 'zsh: an operand before'
else
	skip 'no zsh'
fi
done_testing
