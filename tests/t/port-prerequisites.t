#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport port --prerequisites: which commits a patch that conflicts would need.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"
export GIT_COMMITTER_NAME='B Porter' GIT_COMMITTER_EMAIL=b@example.org
export GIT_AUTHOR_NAME='A U Thor' GIT_AUTHOR_EMAIL=author@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

up=$tmp/up
commit() {
	git -C "$up" add -A
	git -C "$up" commit -qm "$1"
}
id() {
	git -C "$up" log -1 --format=%H --grep="^$1\$" up
}
# edit SED...: of the file in upstream's tree
edit() {
	sed -i "$@" "$up/lib/q.c"
}
git init -q -b up "$up"
mkdir "$up/lib"
cat >"$up/lib/q.c" <<'END'
#include <linux/q.h>

int q_first(struct q *q)
{
	return q->item[0];
}

int q_push(struct q *q, int a)
{
	int n = q->nr;

	lock(&q->lock);
	q->item[n] = a;
	unlock(&q->lock);
	return 0;
}
END
echo 'int other;' >"$up/lib/o.c"
commit 'q: begin'
git -C "$up" tag fork
edit '/struct q \*q)$/s/struct q/const struct q/'
commit 'q: first is const'
edit 's/q->item\[n\] = a;/q_store(q, n, a);/; /^int q_push/i\
static void q_store(struct q *q, int n, int a)\
{\
	q->item[n] = a;\
}\
'
commit 'q: store by a function'
edit 's/q_store(q, n, a);/q_store(q->ring, n, a, GFP_KERNEL);/; s/q_store(struct q \*q, int n, int a)/q_store(struct ring *q, int n, int a, gfp_t g)/'
commit 'q: store with flags'
echo 'int other = 1;' >"$up/lib/o.c"
commit 'o: another file'
edit 's/q_store(q->ring, n, a, GFP_KERNEL);/if (q_store(q->ring, n, a, GFP_NOFS))\
		q->failed = true;/; s/static void q_store/static int q_store/'
commit 'q: the fix'
git -C "$up" checkout -q -b branch fork
status 1 'a conflict' "$BACKPORT" port "$up@up" --base "$up@branch" --prerequisites
matches "$said" "q: store with flags: does not apply by itself\$" 'the newest that changed the lines'
matches "$said" "q: store by a function: applies\$" 'and the one below'
is "$(printf '%s\n' "$said" | grep -c 'const\|another file' || :)" 0 'and nothing else'
is "$(printf '%s\n' "$said" | sed -n 's/^  [to and]*\(take first\|then\): [0-9a-f]* //p')" 'q: store by a function
q: store with flags' 'in the order in which they are taken'

# The branch has one of them in a form of its own.
git -C "$up" cherry-pick "$(id 'q: store by a function')" >/dev/null
status 1 'one is there' "$BACKPORT" port "$up@up" --base "$up@branch" --prerequisites
matches "$said" "q: store by a function: is there already\$" 'which is said'
matches "$said" "q: store with flags: applies, and then the patch fits\$" 'of the other that it is enough'
matches "$said" "^  to take first: $(id 'q: store with flags' | cut -c1-12) q: store with flags\$" 'to be taken alone'
before=$(git -C "$up" rev-parse branch)
is "$(git -C "$up" rev-parse branch)$(git -C "$up" status --porcelain)" "$before" 'and nothing is taken'
status 1 'for programs' "$BACKPORT" --json port "$up@up" --base "$up@branch" --prerequisites
matches "$said" "\"take\":\[\{\"commit\":\"$(id 'q: store with flags')\"" 'as JSON'
by_schema port 'which is by its schema'
git -C "$up" format-patch -q --stdout -1 up >"$tmp/fix.patch"
status 1 'by its id' "$BACKPORT" port "$tmp/fix.patch" --base "$up@branch" --prerequisites --repository "$up"
matches "$said" "^  to take first: .* q: store with flags\$" 'in a repository that has the commit'
sed "1d; s/^---\$/commit $(git -C "$up" rev-parse --short=14 up) upstream.\\n&/" "$tmp/fix.patch" >"$tmp/short.patch"
status 1 'by 14 digits of it' "$BACKPORT" port "$tmp/short.patch" --base "$up@branch" --prerequisites --repository "$up"
matches "$said" "^  to take first: .* q: store with flags\$" 'which its message claims'
status 128 'nowhere' "$BACKPORT" port "$tmp/fix.patch" --base "$up@branch" --prerequisites
matches "$said" 'wants the commit that it was made for' 'says what is wanted'

# Without a history, the releases are one.
rel=$tmp/rel
git init -q "$rel"
cp -r "$up/lib" "$rel/"
release() {
	git -C "$up" show "$2:lib/q.c" >"$rel/lib/q.c"
	printf 'VERSION = 4\nPATCHLEVEL = %s\nSUBLEVEL = %s\nEXTRAVERSION =\n' "${1%.*}" "${1#*.}" >"$rel/Makefile"
	git -C "$rel" checkout -q --orphan "r$1" 2>/dev/null
	git -C "$rel" add -A
	git -C "$rel" commit -qm "v4.$1"
	git -C "$rel" tag "v4.$1"
}
release 9.0 fork
release 9.1 fork
release 10.0 "$(id 'q: store by a function')"
release 10.1 "$(id 'q: store with flags')"
release 10.2 "$(id 'q: store with flags')"
status 1 'releases' "$BACKPORT" port "$tmp/fix.patch" --from "$rel@v4.10.2" --base "$rel@v4.9.1" --prerequisites
is "$(printf '%s\n' "$said" | sed -n '/newest first/,$p' | sed 1d)" '    v4.10.1: does not apply by itself
    v4.10.0: applies
  to take first: v4.10.0
  and then: v4.10.1' 'stand for the commits in them'

# The commit stands above the newest tag, which nothing joins it with.
git -C "$rel" tag -d v4.10.2 >/dev/null
status 1 'above the tags' "$BACKPORT" port "$tmp/fix.patch" --from "$rel@r10.2" --base "$rel@v4.9.1" --prerequisites
is "$(printf '%s\n' "$said" | sed -n '/newest first/,$p' | sed 1d)" '    v4.10.1: does not apply by itself
    v4.10.0: applies
  to take first: v4.10.0
  and then: v4.10.1' 'is reached all the same'
git -C "$rel" tag -d v4.10.1 >/dev/null
status 1 'further above' "$BACKPORT" port "$tmp/fix.patch" --from "$rel@r10.2" --base "$rel@v4.9.1" --prerequisites
is "$(printf '%s\n' "$said" | sed -n '/newest first/,$p' | sed 1d)" '    above v4.10.0: does not apply by itself
    v4.10.0: applies
  to take first: v4.10.0
  and then: above v4.10.0' 'what lies between is one step'

# The history has the release that the branch's line begins with, and no later one
# of the line: its commits are told, not its releases.
git -C "$up" checkout -q -b line up
git -C "$up" tag v4.9 fork
printf 'VERSION = 4\nPATCHLEVEL = 10\nSUBLEVEL = 0\nEXTRAVERSION = -rc1\n' >"$up/Makefile"
commit 'Linux 4.10-rc1'
git -C "$up" tag v4.10-rc1
git -C "$up" revert --no-edit HEAD~1 >/dev/null
status 1 'a line of its own' "$BACKPORT" port "$tmp/fix.patch" --from "$up@line" --base "$rel@v4.9.1" --prerequisites
is "$(printf '%s\n' "$said" | sed -n 's/^  [to and]*\(take first\|then\): [0-9a-f]* //p')" 'q: store by a function
q: store with flags' 'is reached by commits, as far as it goes'
done_testing
