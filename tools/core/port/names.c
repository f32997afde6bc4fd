// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of the target for those of the patch, as the hunk's own context pairs
 * them.
 */
#include "core/port/names.h"

#include <stdlib.h>

#include "core/source/function-name.h"
#include "core/source/words.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"

/* A message with more words is not known as one. */
#define MESSAGE_WORDS 32

/* More different names in one hunk are not followed. */
#define PAIRS_MOST 64

struct pair {
	struct span from, to;
	bool clash;	/* it stands for several */
};

struct pairs {
	struct pair pair[PAIRS_MOST];
	size_t nr;
};

static bool is_name(struct span w)
{
	return w.len && is_name_start(w.at[0]);
}

static void add_pair(struct pairs *p, struct span from, struct span to)
{
	for (size_t i = 0; i < p->nr; i++)
		if (span_equals(p->pair[i].from, from)) {
			p->pair[i].clash |= !span_equals(p->pair[i].to, to);
			return;
		}
	if (p->nr < PAIRS_MOST)
		p->pair[p->nr++] = (struct pair){ from, to, false };
}

/*
 * Two lines of as many words, most of them the same: names that differ stand
 * for each other.
 */
static void pair_line(struct pairs *p, struct span a, struct span b)
{
	struct span wa[64], wb[64];
	size_t nr = words_list(a, wa, 64), differ = 0;

	if (nr != words_list(b, wb, 64) || nr == 64)
		return;
	for (size_t i = 0; i < nr; i++)
		if (!span_equals(wa[i], wb[i])) {
			if (!is_name(wa[i]) || !is_name(wb[i]))
				return;
			differ++;
		}
	if (differ * 3 > nr)
		return;
	for (size_t i = 0; i < nr; i++)
		if (is_name(wa[i]))
			add_pair(p, wa[i], wb[i]);
}

/* How a name is used, by the words around it. */
enum use { USE_CALL, USE_MEMBER, USE_VARIABLE };

static enum use use_of(const struct words *w, size_t at)
{
	size_t i = at;

	for (i = at; i && w->word[i - 1].space; i--)
		;
	if (i && (w->word[i - 1].text.at[0] == '.' ||
		  (i > 1 && w->word[i - 1].text.at[0] == '>' &&
		   w->word[i - 2].text.at[0] == '-')))
		return USE_MEMBER;
	for (i = at + 1; i < w->nr && w->word[i].space; i++)
		;
	return i < w->nr && w->word[i].text.at[0] == '(' ? USE_CALL :
	       USE_VARIABLE;
}

bool names_stands_in(struct span name, struct span text)
{
	struct words w;
	bool found = false;

	if (!memmem(text.at, text.len, name.at, name.len))
		return false;
	words_split(&w, text);
	for (size_t i = 0; i < w.nr && !found; i++)
		found = span_equals(w.word[i].text, name);
	words_release(&w);
	return found;
}

/* True when the word stands in a line of [from, end). */
static bool stands_in(const struct port_lines *l, size_t from, size_t end,
		      struct span name)
{
	for (size_t i = from; i < end && i < l->nr; i++)
		if (names_stands_in(name, l->line[i].text))
			return true;
	return false;
}

/*
 * True when a line at the top level of the file declares the name: the
 * parameters of a head are not known to the file.
 */
static bool is_global(const struct port_lines *l, struct span name)
{
	for (size_t i = 0; i < l->nr; i++) {
		struct span head = l->line[i].text;
		const char *bracket;

		if (!head.len || is_blank(head.at[0]))
			continue;
		bracket = memchr(head.at, '(', head.len);
		if (bracket && !func_line_ends(head, ';'))
			head.len = (size_t)(bracket - head.at);
		if (names_stands_in(name, head))
			return true;
	}
	return false;
}

static bool is_lower_case(struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		if (is_upper(name.at[i]))
			return false;
	return true;
}

static bool is_known(const struct names_scope *s, struct span name,
		     enum use use)
{
	if (use == USE_VARIABLE ?
	    stands_in(s->target, s->from, s->end, name) ||
	    is_global(s->target, name) :
	    stands_in(s->target, 0, s->target->nr, name))
		return true;
	/* Headers give functions and constants; a variable has any name. */
	return s->beyond && (use == USE_CALL || !is_lower_case(name)) &&
	       s->beyond->known(s->beyond->tree, name);
}

static const struct pair *find(const struct pairs *p, struct span name)
{
	for (size_t i = 0; i < p->nr; i++)
		if (span_equals(p->pair[i].from, name))
			return &p->pair[i];
	return NULL;
}

static void add_unknown(struct names_result *r, struct span name)
{
	for (size_t i = 0; i < r->unknowns; i++)
		if (span_equals(r->unknown[i], name))
			return;
	if (r->unknowns < NAMES_UNKNOWN_MOST)
		r->unknown[r->unknowns++] = name;
}

/* Adds one added line to out, with names replaced; true when one was. */
static bool map_line(const struct port_change *c, const struct pairs *p,
		     const struct names_scope *scope, struct span text,
		     struct names_result *r, struct buf *out)
{
	struct words w;
	size_t mapped = 0;

	words_split(&w, text);
	for (size_t i = 0; i < w.nr; i++) {
		struct span name = w.word[i].text;
		const struct pair *pair;
		enum use use = use_of(&w, i);

		if (is_name(name) && unknown_is_asked(text, name) &&
		    stands_in(&c->old, 0, c->old.nr, name) &&
		    !is_known(scope, name, use)) {
			pair = find(p, name);
			if (pair && !pair->clash &&
			    !span_equals(pair->to, name)) {
				if (!r->mapped++) {
					r->from = name;
					r->to = pair->to;
				}
				mapped++;
				name = pair->to;
			} else if (use != USE_CALL && is_lower_case(name)) {
				add_unknown(r, name);
			}
		}
		buf_add(out, name.at, name.len);
	}
	words_release(&w);
	return mapped;
}

void names_map(struct port_change *c, const struct alignment *a,
	       const struct names_scope *scope, struct names_result *r)
{
	struct pairs p = { .nr = 0 };
	struct port_lines mapped = { 0 };

	*r = (struct names_result){ 0 };
	for (size_t i = 0; i < c->old.nr; i++)
		if (a->to[i] != ALIGN_NONE)
			pair_line(&p, c->old.line[i].text,
				  scope->target->line[a->to[i]].text);
	for (size_t i = 0; i < c->added.nr; i++) {
		struct span text = c->added.line[i].text;
		struct buf out = { 0 };

		if (map_line(c, &p, scope, text, r, &out)) {
			c->text = grow_array(c->text, c->texts + 1,
					     sizeof(*c->text));
			c->text[c->texts] = buf_detach(&out);
			text = span_of(c->text[c->texts++]);
		}
		buf_release(&out);
		port_lines_add(&mapped, text);
	}
	port_lines_release(&c->added);
	c->added = mapped;
}

/* What a line calls that is such a message with an unknown name; else empty. */
static struct span message_call(struct span line, const struct names_result *r)
{
	static const struct span none = { "", 0 };
	struct span word[MESSAGE_WORDS];
	size_t nr = words_list(line, word, MESSAGE_WORDS);
	bool text = false, unknown = false;

	if (nr < 5 || nr == MESSAGE_WORDS || !is_name(word[0]) ||
	    !span_is(word[1], "(") ||
	    !span_is(word[nr - 2], ")") ||
	    !span_is(word[nr - 1], ";"))
		return none;
	for (size_t i = 2; i < nr; i++) {
		text |= word[i].at[0] == '"';
		/* A second statement, or a call within the call. */
		if ((i < nr - 1 && span_is(word[i], ";")) ||
		    span_is(word[i], "("))
			return none;
		for (size_t k = 0; k < r->unknowns; k++)
			unknown |= span_equals(word[i], r->unknown[k]);
	}
	return text && unknown ? word[0] : none;
}

/* A statement, or the head of a block, ends in front of added line i. */
static bool begins_statement(const struct port_change *c, size_t i)
{
	struct span line;

	if (!i || c->before[i - 1] != c->before[i])
		return false;
	line = span_trim(c->added.line[i - 1].text);
	return line.len && strchr(";{}", line.at[line.len - 1]);
}

struct span names_leave_out_messages(struct port_change *c,
				     const struct names_scope *scope,
				     const struct names_result *r)
{
	struct span first = { "", 0 };

	for (size_t i = c->added.nr; i--;) {
		struct span call = message_call(c->added.line[i].text, r);

		if (!call.len || !begins_statement(c, i) ||
		    stands_in(scope->target, 0, scope->target->nr, call))
			continue;
		first = call;
		port_change_leave_out(c, i);
	}
	return first;
}
