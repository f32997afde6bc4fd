#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport.conf: what is wrong in it is said by name.
set -eu
. "$(dirname "$0")/../tap.sh"

export BACKPORT_CACHE="$tmp/cache"
cd "$tmp"

cat >good <<'END'
# a comment
[fix "f"]
	upstream = 0123456789abcdef0123456789abcdef01234567
	patch = f.patch
	check = c
[fix "g"]
	upstream = 0123456789abcdef0123456789abcdef01234568
	patch = g.patch
	check = c
[target "t"]
	arch = powerpc
	image = vmlinux
	arg = -a
	arg = -b
	timeout = 120
[mode "plain"]
	append =
[branch "b1"]
	base = v1
	target = t
	fix = f
	fix = g
[branch "B2"]
	base = v2
	target = t
	fix = f
[remote]
	url = https://example.invalid/linux.git
END

# What is read is asked for a branch that is not there, so that nothing is done.
read_conf() {
	status 128 "$1" "$BACKPORT" --conf "$2" tree get none
	matches "$said" "$3" 'says what is wrong'
}
# edit WHAT SED-SCRIPT MESSAGE
edit() {
	sed "$2" good >bad
	read_conf "$1" bad "$3"
}

read_conf 'a good one' good "no branch 'none' in the configuration; it has: b1, B2$"
read_conf 'the project'\''s own' "$TOP/backport.conf" "it has: v4.4, v4.9, v4.10, v6.12"
read_conf 'none' nowhere 'nowhere: no such file here or in a folder above'
read_conf 'a folder' . 'no such file'
status 128 'none here' "$BACKPORT" tree get
matches "$said" 'backport.conf: no such file' 'and its name is said'
edit 'an unknown section' 's/^\[mode/[mood/' "bad: unknown section in 'mood.plain.append'"
edit 'an unknown key' 's/image/immage/' "bad: unknown key 'target.t.immage'"
edit 'an empty line behind a backslash' 's/^	base = v1$/& \\\n/' "bad:20: there is nothing here, and the line above ends with a '.'; remove that"
edit 'a comment behind one' 's/^	base = v1$/& \\\n	; of b1/' "bad:20: there is nothing here, and the line above ends"
edit 'a value in two lines' 's/^	base = v1$/	base = \\\nv1/; s/^# a comment/& \\\n/' "it has: b1, B2"
edit 'a backslash in a comment' 's/^	base = v1$/& ; of b1 \\\n/' "it has: b1, B2"
edit 'a ; in quotes behind a backslash' 's/^	check = c$/&\n	subject = "of \\\n; two lines"/' "it has: b1, B2"
edit 'a comment behind quotes and a backslash' 's/^	check = c$/&\n	subject = "of" \\\n; f/' "there is nothing here"
edit 'a name for a section that has none' 's/^\[mode/[mail "x"]\n\tto = a@example.org\n&/' 'mail.x.to stands in a \[mail\] with a name, wanted \[mail\]'
edit 'a section without a name' 's/^\[fix "f"/[fix/' 'fix.upstream stands in \[fix\] without a name'
edit 'a name with a slash' 's/"b1"/"b\/1"/' '"b/1"\] is no name'
edit 'a name that leaves the folder' 's/"b1"/".."/' '".."\] is no name'
edit 'an empty name' 's/"b1"/""/' '""\] is no name'
# shellcheck disable=SC2016 # no command
edit 'a name that a shell would obey' 's/"b1"/"b1`id`"/' '"b1`id`"\] is no name'
# shellcheck disable=SC2016 # no variable
edit 'a name with a dollar' 's/"b1"/"b$1"/' '"b\$1"\] is no name'
edit 'an address that is an option' 's/url = .*/url = --upload-pack=id/' "remote.url is '--upload-pack=id'"
edit 'a package that is an option' 's/base = v2/&\n\tdebian = --version/' "branch.B2.debian is '--version', wanted a package"
edit 'a fix that corrects none' 's/^\tpatch = f.*/&\n\tcorrects = h/' "fix.f.corrects is 'h', but there is no other \[fix \"h\"\]"
edit 'a fix that corrects itself' 's/^\tpatch = f.*/&\n\tcorrects = f/' "fix.f.corrects is 'f', but there is no other"
edit 'an unknown target' 's/target = t/target = u/' "branch.b1.target names 'u', but there is no \[target \"u\"\]"
edit 'an unknown fix' 's/fix = g/fix = h/' "branch.b1.fix names 'h', but there is no"
edit 'a fix named twice' 's/fix = g/fix = f/' "branch.b1.fix names 'f' twice"
edit 'a branch without base' '/base = v1/d' '\[branch "b1"\] wants base and target'
edit 'a branch with an empty base' 's/base = v1/base =/' '\[branch "b1"\] wants base'
edit 'branches without a fix are named, too' '/fix = [fgh]/d' 'it has: b1, B2'
edit 'a fix without a check' '/check = c/d' '\[fix "f"\] wants upstream, patch and check'
edit 'a short upstream' '3s/= .*/= 0123456789a/' "fix.f.upstream is '0123456789a', wanted a commit's id, 12 to 40 lower-case"
edit 'a long upstream' '3s/$/0/' "fix.f.upstream is '.*', wanted a commit's id"
edit 'an upstream in upper case' '3s/abcdef/ABCDEF/' "fix.f.upstream is '.*', wanted a commit's id"
edit 'a patch elsewhere' 's/f.patch/..\/f.patch/' "fix.f.patch is '../f.patch', wanted"
edit 'a target without image' '/image/d' '\[target "t"\] wants arch and image'
edit 'a number that is none' 's/= 120/= soon/' "target.t.timeout is 'soon', wanted a number above 0"
edit 'a number past all bounds' 's/= 120/= 9223372036854775807/' "target.t.timeout is '9223372036854775807', wanted a number above 0, at most 86400"
edit 'a number below' 's/= 120/= -1/' "wanted a number above 0"
edit 'an accelerator that is none' 's/image = vmlinux/&\n\taccel = fast/' "target.t.accel is 'fast', wanted auto, kvm or tcg"
edit 'an LLVM that is none' 's/arch = powerpc/&\n\tllvm = 15/' "target.t.llvm is '15', wanted 1, a version as -15, or a folder"
edit 'a compiler with options' 's/arch = powerpc/&\n\tcc = gcc -m64/' "target.t.cc is 'gcc -m64', wanted one program"
edit 'a key without a value' 's/arch = powerpc/arch/' "target.t.arch has no '= value'"
edit 'a tag without a remote' 's/base = v2/&\n\tremote = v2/; /^\[remote/,99d' 'branch.B2.remote names a tag, but \[remote\] has no url'
edit 'an origin that KCIDB does not take' 's/^# a comment/[kcidb]\n\torigin = Not-This/' "kcidb.origin is 'Not-This', wanted lower-case letters, digits and _"
edit 'a line that is no configuration' 's/^# a comment/what is this/' 'bad: cannot read: .*bad:1'
edit 'an include' 's/^# a comment/[include]\n\tpath = good/' "unknown section in 'include.path'"

edit 'a target that is named twice' 's/target = t/&\n\ttarget = t/' "branch.b1.target names 't' twice"
sed '/^\[remote/,$d; s/target = t$/&\n\ttarget = u/' good >targets
printf '[target "u"]\n\tarch = arm64\n\timage = arch/arm64/boot/Image\n' |
	cat - targets >targets2
read_conf 'two targets' targets2 'it has: b1@t, b1@u, B2@t, B2@u$'
is "$("$BACKPORT" --conf targets2 plan --list B2 b1@u | tr '\n' ' ')" 'B2@t B2@u b1@u ' 'a name is that of all its targets'
sed 's/patch = f.patch/&\n\ttarget = u/' targets2 >targets3
read_conf 'a fix for another target only' targets3 'branch "B2"\] has no fix for the target t'

for target in "$TOP"/share/targets/*.conf; do
	name=$(basename "$target" .conf)
	sed '/^\[remote/,$d' good | sed "s/target = t$/target = $name/" | cat - "$target" >shared
	read_conf "the target $name" shared 'it has: b1, B2$'
	sed -n 's/^\tfragment = //p' "$target" >fragments
	while read -r file; do
		holds "its fragment $file is there" test -r "$TOP/$file"
	done <fragments
done

# The man page has every key, and its example is read.
page=$TOP/man/backport.conf.5
keys=$(grep -oE 'ONE_OF\([a-z]{2,}, [a-z]+\)|\{ "[a-z]+", [A-Z_]+, ' "$TOP/tools/sys/conf/table.c" |
		sed 's/^ONE_OF([a-z]*, //; s/^{ "//; s/[^a-z].*//' | sort -u)
holds "the keys are found where they stand" test "$(echo "$keys" | wc -l)" -gt 20
for key in $keys; do
	matches "$(cat "$page")" "^\.It Cm $key$" "the man page has $key"
done
sed -n '/^\.Bd/,/^\.Ed/p' "$page" | grep -v '^\.' >example
read_conf 'the man page'\''s example' example 'it has: v4.9, v6.12'
if command -v mandoc >/dev/null; then
	is "$(mandoc -Tlint -Wwarning "$page" 2>/dev/null)" '' 'mandoc finds nothing in it'
else
	skip 'no mandoc here'
fi
done_testing
