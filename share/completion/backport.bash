# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# bash completion of backport(1) and of `git backport`; the program itself says
# what may stand next.

_backport_words() {
	local line files=
	COMPREPLY=()
	while IFS= read -r line; do
		case $line in
		:files) files=1 ;;
		*) COMPREPLY+=("$line") ;;
		esac
	done < <("${_backport_program:-backport}" complete "$@" 2>/dev/null)
	# "--format=" wants its value at once; bash splits words at "=".
	if [[ ${COMPREPLY[0]-} == *= || -n $files ]]; then
		compopt -o nospace 2>/dev/null
	fi
	if [[ -n $files ]]; then
		compopt +o nospace -o filenames 2>/dev/null
		while IFS= read -r line; do
			COMPREPLY+=("$line")
		done < <(compgen -f -- "${*: -1}")
	fi
}

_backport() {
	local words=() i
	# bash has made three words of --format=json: they are one.
	for ((i = 1; i <= COMP_CWORD; i++)); do
		if [[ ${COMP_WORDS[i]} == '=' && ${#words[@]} -gt 0 ]]; then
			words[-1]+='='
		elif [[ $i -gt 1 && ${COMP_WORDS[i - 1]} == '=' && ${#words[@]} -gt 0 ]]; then
			words[-1]+=${COMP_WORDS[i]}
		else
			words+=("${COMP_WORDS[i]}")
		fi
	done
	_backport_program=${COMP_WORDS[0]} _backport_words "${words[@]}"
}

# What git's own completion calls for `git backport`.
_git_backport() {
	_backport_words "${words[@]:2:cword-1}"
}

complete -F _backport backport
