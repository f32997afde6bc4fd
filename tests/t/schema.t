#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What --json prints and the stages store is as share/schema says.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

python=
for p in python3 /usr/bin/python3; do
	[ -n "$python" ] || ! $p -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null || python=$p
done
if [ -z "$python" ]; then
	skip 'no python3-jsonschema that knows draft 2020-12'
	done_testing
fi
# valid SCHEMA FILE WHAT
valid() {
	got=0
	$python "$TOP/tests/validate.py" "$TOP/share/schema/$1.schema.json" "$2" >"$tmp/why" 2>&1 || got=$?
	ok "$got" "$3"
	[ "$got" -eq 0 ] || sed 's/^/#  /' "$tmp/why"
}
# said_as SCHEMA ARGS...: what the command says with --json
said_as() {
	schema=$1
	shift
	"$BACKPORT" --json "$@" >"$tmp/json" 2>/dev/null || :
	valid "$schema" "$tmp/json" "$*"
}
"$BACKPORT" matrix -j2 >/dev/null 2>&1 || :
for f in out/v1/*.json; do
	case $f in
	*/verdict.json) valid verdict "$f" "$f" ;;
	*) valid stage "$f" "$f" ;;
	esac
done
valid matrix out/matrix.json out/matrix.json
said_as report report
"$BACKPORT" evidence v1 --format=in-toto >"$tmp/json"
valid in-toto "$tmp/json" 'evidence --format=in-toto'
said_as status status
said_as tree tree list
said_as apply apply v1 --check
said_as apply apply --bases 'v*' patches/v1/f.patch
said_as affected affected f --bases 'v*' --dry-run
said_as affected affected f --bases 'v*'
said_as port port patches/v1/f.patch --base v1.0 --dry-run
said_as check check
sed -i '/^Signed-off/d; s/^ int end/ int END/' patches/v1/f.patch
said_as check check
said_as apply apply v1 --check
said_as port port patches/v1/f.patch --base v1.0 --dry-run
said_as report report
echo '{"base":1}' >"$tmp/json"
ok "$($python "$TOP/tests/validate.py" "$TOP/share/schema/tree.schema.json" "$tmp/json" 2>/dev/null && echo 1 || echo 0)" \
	'what is otherwise is refused'
done_testing
