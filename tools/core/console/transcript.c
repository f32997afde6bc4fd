// SPDX-License-Identifier: GPL-2.0-only
/* A console cut into what the kernel and what the guest said. */
#include "core/console/transcript.h"

#include <stdlib.h>

#include "core/console/guest-line.h"

static struct piece *add(struct transcript *t, const struct piece *like,
			 enum piece_kind kind, struct span text)
{
	struct piece *p;

	t->piece = grow_for_one(t->piece, t->nr, &t->room, sizeof(*t->piece));
	p = &t->piece[t->nr++];
	*p = *like;
	p->kind = kind;
	p->at = t->text.len;
	p->len = text.len;
	buf_add(&t->text, text.at, text.len);
	return p;
}

static void add_kernel(struct transcript *t, const struct piece *like,
		       struct span text)
{
	struct piece *p;

	if (!span_trim(text).len)
		return;
	if (span_starts(complaint_text(text), "Linux version "))
		t->spoke = true;
	p = add(t, like, PIECE_KERNEL, text);
	p->complaint = complaint_in(text);
	p->ends_trace = span_find(text, "---[ end ");
}

/* Adds a line; cut says that it is the last and has no end. */
static void add_line(struct transcript *t, const struct piece *like,
		     const unsigned char *secret, bool cut)
{
	char room[CONSOLE_LINE_MAX];
	struct span rest = guest_clean(like->line, room, sizeof(room));
	struct guest_line l;
	enum guest_found found;

	while ((found = guest_read(rest, secret, &l)) == GUEST_LINE) {
		add_kernel(t, like, l.before);
		add(t, like, PIECE_GUEST, l.words)->number = l.number;
		t->spoke = true;
		rest = l.after;
	}
	add_kernel(t, like, rest);
	if (found == GUEST_GARBLED && !cut)
		add(t, like, PIECE_GARBLED, span_of(""));
}

void transcript_read(struct transcript *t, struct span console,
		     const unsigned char *secret)
{
	struct piece like = { .complaint = NO_COMPLAINT };
	struct span rest = console;

	*t = (struct transcript){ 0 };
	while (span_line(&rest, &like.line)) {
		like.lineno++;
		add_line(t, &like, secret,
			 rest.at == like.line.at + like.line.len);
	}
}

struct span piece_text(const struct transcript *t, const struct piece *p)
{
	return (struct span){ t->text.at + p->at, p->len };
}

void transcript_release(struct transcript *t)
{
	buf_release(&t->text);
	free(t->piece);
	*t = (struct transcript){ 0 };
}
