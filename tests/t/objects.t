#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Objects compared by function: what moved is unchanged, what differs says why. Small C, host's and target's compiler.
set -eu
. "$(dirname "$0")/../tap.sh"
cc=$(command -v cc)
cross=$(command -v powerpc64le-linux-gnu-gcc || :)
. "$(dirname "$0")/../project.sh"
cd "$tmp"

# pair: before.c on stdin up to a line of dashes, after.c behind it
pair() {
	sed '/^----$/,$d' >before.c <"$1"
	sed '1,/^----$/d' >after.c <"$1"
}

# compare WHAT PATTERN...: with each compiler, every line of the answer but the first fits its pattern, in order
compare() {
	what=$1
	shift
	cat >both
	pair both
	for with in "$cc" $cross; do
		for side in before after; do
			# shellcheck disable=SC2086 # flags
			"$with" -O2 -g ${flags:-} -c -o $side.o $side.c
		done
		"$BACKPORT" objects --files before.o after.o before.c after.c >said || :
		printf '%s\n' "$@" | grep . >wanted || :
		n=0
		bad=0
		sed 1d said | tr -s ' ' >lines
		while read -r line; do
			n=$((n + 1))
			printf '%s\n' "$line" |
				grep -Eq -- "$(sed -n ${n}p wanted)" || bad=1
		done <lines
		[ "$n" -eq "$(wc -l <wanted)" ] || bad=1
		ok $bad "$what ($(basename "$with"))"
		[ $bad -eq 0 ] || sed 's/^/#  /' said
	done
}

compare 'what is moved about is unchanged' <<'END2'
int out(const char *, ...);
__attribute__((noinline)) static int small(int a) { return a * 7; }
int one(int a) { return out("one %d", a) + small(a) + small(a + 1); }
int two(int a) { return out("two") / a; }
----
int out(const char *, ...);
/* a comment */
int two(int a) { return out("two") / a; }
__attribute__((noinline)) static int small(int a) { return a * 7; }

int one(int a) { return out("one %d", a) + small(a) + small(a + 1); }
END2

compare 'an inlined function changes the one that it is in' \
	'^outer changed .* inlined: inner' '^inner has no code of its own' <<'END2'
static inline int
inner(int a)
{
	return a + 3;
}
int outer(int a) { return inner(a) * a; }
int other(int a) { return a; }
----
static inline int
inner(int a)
{
	return a + 4;
}
int outer(int a) { return inner(a) * a; }
int other(int a) { return a; }
END2

compare 'through another inlined one too' \
	'^outer changed .* inlined: inner' '^inner has no code' <<'END2'
static inline int inner(int a)
{
	return a / 3;
}
static inline int middle(int a) { return inner(a) + 1; }
int outer(int a) { return middle(a) * a; }
----
static inline int inner(int a)
{
	return a / 5;
}
static inline int middle(int a) { return inner(a) + 1; }
int outer(int a) { return middle(a) * a; }
END2

compare 'a function that is not inlined changes alone' \
	'^inner changed .* by the patch' <<'END2'
__attribute__((noipa)) static int inner(int a)
{
	return a + 3;
}
int outer(int a) { return inner(a) * a; }
----
__attribute__((noipa)) static int inner(int a)
{
	return a + 40000;
}
int outer(int a) { return inner(a) * a; }
END2

compare 'strings count by content' '^b changed .* by the patch' <<'END2'
int out(const char *);
int a(void) { return out("first") + 1; }
int b(void) { return out("second") + 1; }
int c(void) { return out("third") + 1; }
----
int out(const char *);
int a(void) { return out("first") + 1; }
int b(void) { return out("the second") + 1; }
int c(void) { return out("third") + 1; }
END2

compare 'constants in memory too' '^b changed .* by the patch' <<'END2'
double a(double x) { return x * 3.25; }
double b(double x) { return x * 5.375; }
----
double b(double x) { return x * 5.875; }
double a(double x) { return x * 3.25; }
END2

compare 'another callee, another variable' '^a changed .* by the patch' \
	'^b changed .* by the patch' <<'END2'
extern int x, y, f(void), g(void);
int a(void) { return f() + 1; }
int b(void) { return x; }
int c(void) { return g() + y; }
----
extern int x, y, f(void), g(void);
int a(void) { return g() + 1; }
int b(void) { return y; }
int c(void) { return g() + y; }
END2

compare 'a table that one function reads' '^get changed .* neither' <<'END2'
static const char *const names[] = { "a", "b", "c" };
const char *get(unsigned i) { return i < 3 ? names[i] : 0; }
int other(int a) { return a; }
----
static const char *const names[] = { "a", "x", "c" };
const char *get(unsigned i) { return i < 3 ? names[i] : 0; }
int other(int a) { return a; }
END2

compare 'a switch that moved' '^first changed .* by the patch' <<'END2'
int f0(void), f1(void), f2(void), f3(void), f4(void), f5(void), f6(void);
int first(int a) { return a; }
int pick(int a)
{
	switch (a) {
	case 0: return f0();
	case 1: return f1() + 1;
	case 2: return f2() + 7;
	case 3: return f3() * 3;
	case 4: return f4() - 2;
	case 5: return f5() / 9;
	case 6: return f6() % 5;
	}
	return 0;
}
----
int f0(void), f1(void), f2(void), f3(void), f4(void), f5(void), f6(void);
int first(int a) { return a * a / 13 + (a >> 3) * 99; }
int pick(int a)
{
	switch (a) {
	case 0: return f0();
	case 1: return f1() + 1;
	case 2: return f2() + 7;
	case 3: return f3() * 3;
	case 4: return f4() - 2;
	case 5: return f5() / 9;
	case 6: return f6() % 5;
	}
	return 0;
}
END2

compare '__LINE__ moves with its function' <<'END2'
void bug(const char *, int);
void a(int x)
{
	if (x)
		bug("f", __LINE__);
}
----
/*
 * more
 * lines
 */
void bug(const char *, int);
void a(int x)
{
	if (x)
		bug("f", __LINE__);
}
END2

compare 'a number is no line' '^a changed .* by the patch' <<'END2'
void bug(const char *, int);
void a(int x)
{
	if (x)
		bug("f", 5);
}
----
void bug(const char *, int);
void a(int x)
{
	if (x)
		bug("f", 6);
}
END2

flags=-freorder-blocks-and-partition
compare 'a function and its cold part are one' \
	'^b changed .* by the patch' <<'END2'
__attribute__((cold)) void die(const char *, int);
int g(int);
int a(int x) { if (g(x)) die("a", x); return g(x + 1); }
int b(int x) { if (g(x)) die("b", x); return g(x + 1); }
----
__attribute__((cold)) void die(const char *, int);
int g(int);
int b(int x) { if (g(x)) die("b", x + 9); return g(x + 1); }
int a(int x) { if (g(x)) die("a", x); return g(x + 1); }
END2
flags=

compare 'clones are of their function' '^many changed .* by the patch' <<'END2'
int g(int);
__attribute__((noinline)) static int many(int a, int b, int unused)
{
	return g(a) * b + g(b + 1);
}
int x(int a) { return many(a, 3, 1) + g(2); }
int y(int a) { return many(a + 1, 3, 2) + g(3); }
----
int g(int);
__attribute__((noinline)) static int many(int a, int b, int unused)
{
	return g(a) * b + g(b + 2);
}
int x(int a) { return many(a, 3, 1) + g(2); }
int y(int a) { return many(a + 1, 3, 2) + g(3); }
END2

compare 'static variables of one name are told from what they hold' \
	'^b changed .* neither' <<'END2'
int out(const void *);
int a(void) { static const int t[4] = { 1, 2, 3, 4 }; return out(t) + 1; }
#define T { 5, 6, 7, 8 }
int b(void) { static const int t[4] = T; return out(t) + 1; }
----
int out(const void *);
int a(void) { static const int t[4] = { 1, 2, 3, 4 }; return out(t) + 1; }
#define T { 5, 6, 9, 8 }
int b(void) { static const int t[4] = T; return out(t) + 1; }
END2

compare 'functions come and go' '^gone removed .* by the patch' \
	'^new added .* by the patch' <<'END2'
int gone(int a) { return a; }
int stays(int a) { return a; }
----
int stays(int a) { return a; }
int new(int a) { return a; }
END2

# JSON
"$BACKPORT" --json objects --files before.o after.o before.c after.c >json
matches "$(cat json)" '"name":"gone","change":"removed","before":[0-9]*,"after":0,"why":"patch","through":""' 'JSON says the same'
matches "$(cat json)" '"unchanged":1' 'and how many did not change'

# Refusals
status 128 'what is no object' "$BACKPORT" objects --files before.c after.o
matches "$said" 'before.c: not an object file' 'is named'
"$cc" -o whole -shared -fPIC after.c
status 128 'a linked file' "$BACKPORT" objects --files before.o whole
matches "$said" 'whole: not an object file that can be read' 'is named'
head -c 700 before.o >cut.o
status 128 'half an object' "$BACKPORT" objects --files cut.o after.o
if [ -n "$cross" ]; then
	"$cc" -c -o host.o before.c
	"$cross" -c -o target.o before.c
	status 128 'two machines' "$BACKPORT" objects --files host.o target.o
	matches "$said" 'target.o: is for another machine than host.o' 'are not compared'
fi
# A table that refers to itself often is told once for each depth (it took minutes).
table() { # POINTERS LAST
	printf 'struct t { struct t *p[%d]; int n; };\nstatic struct t t __attribute__((section(".data.rel.ro"))) = { {' "$1"
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf " &t," }'
	printf ' }, %d };\nvoid *f(int i) { return i ? (void *)&t.n : t.p[i]; }\n' "$2"
}
table 1000 1 >before.c
table 1000 2 >after.c
"$cc" -O1 -c -o before.o before.c
"$cc" -O1 -c -o after.o after.c
status 0 'a table that refers to itself' timeout 20 "$BACKPORT" objects --files before.o after.o
matches "$said" 'f  *changed' 'counts by its content'
status 0 'the same one' timeout 20 "$BACKPORT" objects --files before.o before.o
matches "$said" '0 of 1 functions differ' 'is the same'
status 129 'one file' "$BACKPORT" objects --files before.o
matches "$said" 'wants two objects' 'is too few'
status 129 'no branch' "$BACKPORT" objects
status 129 'an option that is none' "$BACKPORT" objects --what
done_testing
