#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What a patch, a mail, a tree or a guest brings reaches a terminal without what it obeys: ESC, and C1's CSI as UTF-8 and as one
# byte. With --json nothing is lost.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
odd=$(printf 'x\033[31m\302\2332J\2332K')
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org

# obeys: true when $tmp/out has a control character other than a line's end or a tab
obeys() {
	LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]\\|\302[\200-\237]')" "$tmp/out"
}
# showing PATTERN WHAT: $tmp/out has it, and nothing that a terminal obeys
showing() {
	if grep -q "$1" "$tmp/out" && ! obeys; then
		ok 0 "$2"
	else
		ok 1 "$2"
		sed 's/^/#  /' "$tmp/out" | cat -v
	fi
}
# safe STATUSES WHAT WORDS...: the command shows the odd name, and no terminal obeys it
safe() {
	wanted=$1 what=$2 got=0
	shift 2
	"$BACKPORT" "$@" >"$tmp/out" 2>&1 || got=$?
	case " $wanted " in *" $got "*) ok 0 "$what" ;; *) ok 1 "$what: status $got" ;; esac
	showing 'x?\[31m' 'is said with ? for what a terminal obeys'
}
# safe_json WHAT WORDS...
safe_json() {
	what=$1
	shift
	"$BACKPORT" --json "$@" >"$tmp/out" 2>/dev/null || :
	python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' <"$tmp/out"
	showing 'x\\u001[bB]\[31m' "$what: as JSON"
}

# A base's source
cp -r "$tmp/linux" "$tmp/$odd"
cp "$tmp/linux/init/main.c" "$tmp/$odd/init/$odd"
safe 0 'tree add' tree add v2.0 "$tmp/$odd"
safe 0 'tree list' tree list
safe_json 'tree list' tree list

# A patch: its file's name, its subject, its author, a file that it names, its text
sed "s/A U Thor/A $odd/; s/fix it/fix $odd/" patches/v1/f.patch >"$tmp/$odd.patch"
sed "s,init/main.c,init/$odd,; /^Signed-off/d; s/^commit 0/commit 1/" "$tmp/$odd.patch" >"$tmp/f$odd.patch"
safe '0 1' 'compare' compare --upstream "$tmp/$odd.patch" "$tmp/f$odd.patch"
safe_json 'compare' compare --upstream "$tmp/$odd.patch" "$tmp/f$odd.patch"
safe '0 1' 'check' check "$tmp/$odd.patch" "$tmp/f$odd.patch"
safe_json 'check' check "$tmp/$odd.patch" "$tmp/f$odd.patch"
safe '0 1' 'apply' apply --base v1.0 --check "$tmp/$odd.patch" "$tmp/f$odd.patch"
safe_json 'apply' apply --base v1.0 --check "$tmp/$odd.patch" "$tmp/f$odd.patch"
safe '0 1' 'port' port "$tmp/f$odd.patch" --from v1.0 --to v1 -o "$tmp/made"
safe '0 1' 'add' add --dry-run --branches v1 "$tmp/f$odd.patch"
mv "$tmp/f$odd.patch" "patches/v1/$odd.patch"
rm patches/v1/f.patch
echo "$odd.patch" >series/v1
sed -i "s/patch = f.patch/patch = \"$odd.patch\"/; s/base = v1.0/base = v2.0/" backport.conf
safe 0 'rebase' rebase v1 --onto v2.0 --dry-run
safe 0 'apply of a branch' apply v1 --check
safe 125 'objects' objects v1
rm "patches/v1/$odd.patch"
safe '0 1 125 128' 'status' status

# A word of the command line
safe 129 'a command' "$odd"
safe 129 'an option' status "--$odd"
safe 128 'a branch' apply "$odd"
done_testing
