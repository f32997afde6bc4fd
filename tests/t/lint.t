#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# share/lint: a small tree that keeps the rules of the house passes, and each
# planted violation fails it by its own sentence.
set -eu
. "$(dirname "$0")/../tap.sh"

spdx='// SPDX-License-Identifier: GPL-2.0-only'
header='/* SPDX-License-Identifier: GPL-2.0-only */'

# Lays the tree anew: core/text/a, core/mail/b above it, a command of two files.
lay() {
	rm -rf "$tmp/house"
	mkdir -p "$tmp/house/share" "$tmp/house/tests/unit/text"
	cd "$tmp/house"
	cp -r "$TOP/share/lint" "$TOP/share/lint.sh" share/
	mkdir -p tools/core/text tools/core/mail tools/sys/os tools/cmd/c
	printf '%s\n' "$header" 'int a(int x);' >tools/core/text/a.h
	printf '%s\n' "$spdx" '#include "core/text/a.h"' '#include <string.h>' \
		'int a(int x)' '{' '	return x;' '}' >tools/core/text/a.c
	printf '%s\n' "$header" 'int b(void);' >tools/core/mail/b.h
	printf '%s\n' "$spdx" '#include "core/mail/b.h"' \
		'#include "core/text/a.h"' \
		'int b(void)' '{' '	return a(1);' '}' >tools/core/mail/b.c
	printf '%s\n' "$header" 'int os(void);' >tools/sys/os/os.h
	printf '%s\n' "$spdx" '#include "sys/os/os.h"' \
		'#include "core/mail/b.h"' '#include <git2.h>' \
		'int os(void)' '{' '	return b();' '}' >tools/sys/os/os.c
	printf '%s\n' "$header" >tools/cmd/cmd.h
	printf '%s\n' "$header" >tools/cmd/c/c.h
	printf '%s\n' "$spdx" '#include "cmd/c/c.h"' '#include "cmd/cmd.h"' \
		'#include "sys/os/os.h"' \
		'int main(void)' '{' '	return os();' '}' >tools/cmd/c/c.c
}

# caught WHAT PATTERN: the rules find what was planted, say it, and nothing else
caught() {
	got=0
	said=$(share/lint/house.pl 2>&1) || got=$?
	is "$got" 1 "$1 fails"
	matches "$said" "$2" "$1 is said"
	is "$(printf '%s\n' "$said" | grep -Evc -- "$2")" 0 'and nothing else is'
	lay
}

lay
status 0 'a tree that keeps the rules passes' share/lint/house.pl
is "$said" '' 'and nothing is said'

sed -i '1a #include "core/mail/b.h"' tools/core/text/a.h
sed -i '/include/d; s/return a(1)/return 1/' tools/core/mail/b.c
sed -i '1a #include "core/mail/b.h"\n#include "core/text/a.h"' tools/core/mail/b.c
caught 'an include up the layers' \
	'text/a.h:2: includes core/mail/b.h: core/text stands below core/mail|circle|a is used by no'
mkdir tools/core/patch
printf '%s\n' "$header" >tools/core/patch/p.h
printf '%s\n' "$spdx" '#include "core/patch/p.h"' >tools/core/patch/p.c
sed -i '1a #include "core/patch/p.h"' tools/core/mail/b.c
caught 'an include of a folder beside it' \
	'mail/b.c:2: includes core/patch/p.h: core/mail stands below core/patch or'
sed -i '1a #include "sys/os/os.h"' tools/core/text/a.c
caught 'core that includes sys' 'core/text stands below sys/os|circle'
sed -i '1a #include <git2.h>' tools/core/text/a.c
caught 'core that includes a library of the world' 'text/a.c:2: includes <git2.h>: not pure'
sed -i '1a #include <unistd.h>' tools/core/text/a.c
caught 'core that includes the system' 'includes <unistd.h>: not pure'
sed -i '1a #include "cmd/cmd.h"' tools/sys/os/os.c
caught 'sys that includes a command' 'includes cmd/cmd.h: only a command'
mkdir tools/cmd/d
printf '%s\n' "$header" >tools/cmd/d/d.h
printf '%s\n' "$spdx" '#include "cmd/d/d.h"' '#include "cmd/c/c.h"' >tools/cmd/d/d.c
caught 'a command that includes another' "d.c:3: includes another command's header"
mkdir tools/core/new
printf '%s\n' "$header" >tools/core/new/n.h
printf '%s\n' "$spdx" '#include "core/new/n.h"' '#include "core/text/a.h"' >tools/core/new/n.c
caught 'a folder in no layer' 'stands in no layer: add core/new'
sed -i '1a #include "a.h"' tools/core/text/a.c
caught 'a relative include' 'includes "a.h", which is not written from tools/'

printf '%s\n' "$header" '#include "core/text/a.h"' 'int z(int x);' >tools/core/text/z.h
printf '%s\n' "$spdx" '#include "core/text/z.h"' 'int z(int x)' '{' \
	'	return a(x);' '}' >tools/core/text/z.c
sed -i 's/return x;/return z(x);/; 1a #include "core/text/z.h"' tools/core/text/a.c
caught 'two files that include each other' \
	'text/[az].[ch]: in a circle of 2 files, uses core/text/[az]: (a|z|its header)$'
printf '%s\n' "$header" 'int y(void);' 'int z(int x);' >tools/core/text/own.h
printf '%s\n' "$spdx" '#include "core/text/own.h"' 'int z(int x)' '{' \
	'	return x ? y() : 0;' '}' >tools/core/text/z.c
printf '%s\n' "$spdx" '#include "core/text/own.h"' 'int y(void)' '{' \
	'	return z(0);' '}' >tools/core/text/y.c
caught 'two files that call each other through a third header' \
	'text/[yz].c: in a circle of 2 files, uses core/text/[yz]: [yz]$'

printf '%s\n' "$spdx" '#include "core/text/a.h"' >tools/core/text/z.c
caught 'a .c without a header' 'text/z.c: has no header of its name'
printf '%s\n' "$header" >tools/core/text/own.h
sed -i '1a #include "core/text/own.h"' tools/core/mail/b.c
caught "a folder's own header, included elsewhere" \
	'own.h: has no .c of its name and is included from outside'
printf '%s\n' "$header" >tools/core/text/own.h
caught 'a header that nobody includes' 'own.h: is included by nobody'
printf '%s\n' 'int more(void)' '{' '	return 1;' '}' >>tools/core/text/a.c
caught 'a name that nobody else uses' 'more is used by no other file'

for n in $(seq 20); do
	printf '%s\n' "$header" >"tools/core/text/f$n.h"
	printf '%s\n' "$spdx" "#include \"core/text/f$n.h\"" >"tools/core/text/f$n.c"
done
caught 'a folder of 21 sources' 'tools/core/text: 21 sources, more than 20'
seq 445 | sed 's,^,// ,' >>tools/core/text/a.c
caught 'a file of 452 lines' 'text/a.c: 452 lines, more than 450'
awk '/return x/ { for (n = 0; n < 78; n++) print "\tx++;" } { print }' tools/core/text/a.c >a.c
mv a.c tools/core/text/a.c
caught 'a function of more than 80 lines' 'text/a.c:4: a\(\) has [0-9]+ lines, more than 80'
sed -i 's/int x)/int x, int y2, int y3, int (*y4)(int, int),\n      int y5, int y6, int y7)/' tools/core/text/a.c
caught 'a function of 7 parameters' 'text/a.c:4: a\(\) has 7 parameters, more than 6'
sed -i 's/return x;/return x;	\/\* a comment that goes on to the eighty-first column of the li \*\//' tools/core/text/a.c
caught 'a line of 81 columns' 'text/a.c:6: 8[0-9] columns'
sed -i 's/return b/return puts("printf(") + b/' tools/sys/os/os.c
caught 'what is printed as it is' 'os/os.c:7: puts\(\) prints past say\(\)'
sed -i 's/return x;/return *strdup("x");/' tools/core/text/a.c
caught 'memory that nobody checks for' 'text/a.c:6: strdup\(\) may return NULL: xstrdup\(\)'
sed -i 's/return x;/say("a message may be longer than a line, since nobody finds it when it is broken into two");/' tools/core/text/a.c
status 0 'a message is as long as it is' share/lint/house.pl

lay
printf '%s\n' 'int more(void)' '{' '	return 1;' '}' >>tools/core/text/a.c
echo 'static tools/core/text/a.c' >share/lint/left
status 0 'a violation that is known is left out' share/lint/house.pl
status 1 'but counted' share/lint/house.pl --counts
echo '/* a comment that goes on to far behind the eightieth column, so that it must be wrapped */' >>tools/core/text/a.c
caught 'another one of the same file' 'text/a.c:12: 91 columns'

# What holds for every file of the tree is looked for by git.
rules() {
	git init -q . && git add . 2>/dev/null
	status 1 "$1 fails" share/lint.sh
	matches "$said" "$2" "$1 is said"
	lay
}
lay
git init -q . && git add .
status 0 'the small tree passes all of it' share/lint.sh
lay
sed -i '1a #include "sys/os/os.h"' tools/core/text/a.c
rules 'a broken rule of the house' 'core/text stands below sys/os'
echo 'int x;' >tools/core/text/a.c
rules 'a file without a licence line' 'tools/core/text/a.c'
printf '	puts("x");\n' >>tools/core/text/a.c
rules 'core that prints' 'tools/core prints'
printf '%s\nint nr;\nstatic int count;\n' "$spdx" >>tools/core/text/a.c
rules 'a global in core that is not const' 'tools/core keeps state'
if command -v shellcheck >/dev/null; then
	# shellcheck disable=SC2016 # what is planted
	printf '#!/bin/sh\n# SPDX-License-Identifier: GPL-2.0-only\nrm $1\n' >x.sh
	rules 'a script that shellcheck refuses' 'SC2086'
else
	skip 'no shellcheck here'
fi
done_testing
