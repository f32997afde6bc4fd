#compdef backport
# SPDX-License-Identifier: GPL-2.0-only
# zsh completion of backport(1); the program itself says what may stand next.

local line
local -a found joined
while IFS= read -r line; do
	case $line in
	:files) _files ;;
	*=) joined+=("$line") ;;
	*) found+=("$line") ;;
	esac
done < <("${words[1]}" complete "${(@)words[2,CURRENT]}" 2>/dev/null)
# After "--format=" only the value is completed.
compset -P '*='
compadd -a found
compadd -S '' -a joined
