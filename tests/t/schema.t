#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What --json prints and the stages store is as share/schema says.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

# Who takes --json has a schema; a build and a boot are stages.
for command in $("$BACKPORT" help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'); do
	case $command in
	build | boot) ;;
	*) [ -e "$TOP/share/schema/$command.schema.json" ] || {
		status 129 "$command has no schema" "$BACKPORT" --json "$command"
		matches "$said" "backport $command: has no --json" 'and no --json'
	} ;;
	esac
done
if ! python=$(schema_python); then
	skip 'no python3-jsonschema that knows draft 2020-12'
	done_testing
fi
# valid SCHEMA FILE WHAT: to be looked at together with all others, at the end
files=0
valid() {
	files=$((files + 1))
	cp "$2" "$tmp/said.$files"
	printf '%s\n' "$TOP/share/schema/$1.schema.json" "$tmp/said.$files" >>"$tmp/pairs"
	printf '%s\n' "$3" >>"$tmp/whats"
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
said_as verdict verdict v1
said_as stage build v1 --side after
said_as stage boot v1 --step after
said_as stage objects v1
cc -c -g -o before.o -x c - <<-END
	int fixed;
	int f(void) { return fixed; }
END
cc -c -g -o after.o -x c - <<-END
	int fixed;
	int f(void) { return fixed + 1; }
END
said_as objects objects --files before.o after.o
"$BACKPORT" evidence v1 --format=in-toto >"$tmp/json"
valid in-toto "$tmp/json" 'evidence --format=in-toto'

# What is proved is fixed, for whoever names a vulnerability
export GIT_COMMITTER_NAME='M. Aker' GIT_COMMITTER_EMAIL=maker@example.org
status 125 'nothing to state' "$BACKPORT" report --format=openvex
matches "$said" 'no fix with a cve in the configuration is proved: nothing to state' 'is said'
sed -i 's/^\(.*\)check = ownership/&\n\tcve = CVE-2017-1000/' backport.conf
status 0 'a vulnerability' "$BACKPORT" report --format=openvex
printf '%s\n' "$said" >"$tmp/json"
valid openvex "$tmp/json" 'report --format=openvex'
matches "$said" "^ +\"@id\": \"pkg:generic/linux@1.0\?checksum=sha256:$(sha256sum <"$project/v1/after/vmlinux" | cut -d' ' -f1)\"" \
	'is fixed in the kernel with the fix'
matches "$said" '"author": "M. Aker <maker@example.org>"' 'and somebody says so'
printf '[mail]\n\tfrom = farm@example.org\n' >>backport.conf
status 0 'by an address without a name' "$BACKPORT" report --format=openvex
matches "$said" '"author": "farm@example.org"' 'it is the address alone'
sed -i '/^\[mail\]/,$d' backport.conf
sed -i 's/CVE-2017-1000/CVE-17/' backport.conf
status 128 'a vulnerability of no such name' "$BACKPORT" report --format=openvex
matches "$said" "fix.f.cve is 'CVE-17', wanted CVE-YEAR-NUMBER" 'is refused'
sed -i '/cve = /d' backport.conf
said_as status status
said_as tree tree list
said_as tree tree get v1
said_as tree tree checkout v1.0 checked-out
said_as rebase rebase v1 --onto v1.0 --dry-run
mkdir -p patches/upstream
cp patches/v1/f.patch patches/upstream/
said_as compare compare f
said_as apply apply v1 --check
said_as apply apply --bases 'v*' patches/v1/f.patch
said_as affected affected f --bases 'v*' --dry-run
said_as affected affected f --bases 'v*'
said_as port port patches/v1/f.patch --base v1.0 --dry-run
said_as port port patches/v1/f.patch --to v1 --dry-run --build
said_as check check
sed -i '/^Signed-off/d; s/^ int end/ int END/' patches/v1/f.patch
said_as check check
said_as apply apply v1 --check
said_as port port patches/v1/f.patch --base v1.0 --dry-run
said_as report report
echo '{"base":1}' >"$tmp/json"
valid tree "$tmp/json" 'what is otherwise is refused'
xargs "$python" "$TOP/tests/validate.py" <"$tmp/pairs" >"$tmp/found"
while read -r what <&3; do
	read -r found <&4 || found='not looked at'
	case $what in
	'what is otherwise is refused') matches "$found" 'is not valid under any of the given schemas' "$what" ;;
	*) is "$found" valid "$what" ;;
	esac
done 3<"$tmp/whats" 4<"$tmp/found"
done_testing
