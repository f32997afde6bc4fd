// SPDX-License-Identifier: GPL-2.0-only
/* A parameter that a patch adds and that a target has no use for. */
#include "core/port/parameter.h"

#include <stdlib.h>

#include "core/source/function-name.h"
#include "core/source/words.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"

/* A word of one side of a hunk, in which line of it, and whether it goes. */
struct word_at {
	struct span text;
	size_t line;
	bool cut;
};

struct side {
	struct word_at *word;
	size_t nr;
};

static void add_words(struct side *s, struct span text, size_t line)
{
	struct words w;

	words_split(&w, text);
	s->word = grow_array(s->word, s->nr + w.nr + 1, sizeof(*s->word));
	for (size_t i = 0; i < w.nr; i++)
		if (!w.word[i].space)
			s->word[s->nr++] = (struct word_at){
				w.word[i].text, line, false };
	words_release(&w);
}

/* The words in front of the change (not '+') or behind it (not '-'). */
static void list_side(struct side *s, const struct hunk *h, char without)
{
	*s = (struct side){ 0 };
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind != without)
			add_words(s, h->line[i].text, i);
}

static bool is(const struct side *s, size_t i, const char *word)
{
	return i < s->nr && span_is(s->word[i].text, word);
}

static bool is_name(const struct side *s, size_t i)
{
	return i < s->nr && is_name_start(s->word[i].text.at[0]);
}

static bool has(const struct side *s, struct span name)
{
	for (size_t i = 0; i < s->nr; i++)
		if (!s->word[i].cut && span_equals(s->word[i].text, name))
			return true;
	return false;
}

/* What stands between the ( at open and its ). */
struct list {
	size_t close;	/* the word ) */
	size_t items;	/* that commas part */
	size_t comma;	/* the last of those */
};

/* False when the list goes on behind the last word, or is empty. */
static bool read_list(const struct side *s, size_t open, struct list *l)
{
	size_t depth = 0;

	*l = (struct list){ .items = 1 };
	for (size_t i = open; i < s->nr; i++) {
		char c = s->word[i].text.at[0];

		if (c == '(' || c == '[' || c == '{') {
			depth++;
		} else if (c == ')' || c == ']' || c == '}') {
			if (--depth)
				continue;
			l->close = i;
			return i > open + 1;
		} else if (c == ',' && depth == 1) {
			l->items++;
			l->comma = i;
		}
	}
	return false;
}

/* "function(" at word i. */
static bool is_call(const struct side *s, size_t i, struct span function)
{
	return i < s->nr && span_equals(s->word[i].text, function) &&
	       is(s, i + 1, "(");
}

/* "if (parameter) decides(...);" at word i, without an else. */
static bool read_condition(const struct side *s, size_t i,
			   struct port_reduced *r)
{
	struct list l;

	if (!is(s, i, "if") || !is(s, i + 1, "(") || !is_name(s, i + 2) ||
	    !is(s, i + 3, ")") || !is_name(s, i + 4) || !is(s, i + 5, "(") ||
	    !read_list(s, i + 5, &l) || !is(s, l.close + 1, ";") ||
	    is(s, l.close + 2, "else"))
		return false;
	r->parameter = s->word[i + 2].text;
	r->decides = s->word[i + 4].text;
	return true;
}

/* True when d's preimage has the name. */
static bool stands_before(const struct file_diff *d, struct span name)
{
	bool stands = false;

	for (size_t i = 0; i < d->nr && !stands; i++) {
		struct side old;

		list_side(&old, &d->hunk[i], '+');
		stands = has(&old, name);
		free(old.word);
	}
	return stands;
}

/*
 * The head of r's function in the hunk, whose last parameter is r's, and a
 * condition on it. *items becomes how many parameters there are.
 */
static bool find_in(const struct side *new, struct port_reduced *r,
		    size_t *items)
{
	struct list l = { 0 };
	size_t i = 0;

	while (i < new->nr && !is_call(new, i, r->function))
		i++;
	if (!read_list(new, i + 1, &l) || l.items < 2)
		return false;
	*items = l.items;
	for (i = l.close; i < new->nr && !read_condition(new, i, r); i++)
		;
	return i < new->nr &&
	       span_equals(new->word[l.close - 1].text, r->parameter);
}

/* Finds the parameter and its function; the head's line goes to *head. */
static bool find_parameter(const struct file_diff *d, struct port_reduced *r,
			   struct span *head, size_t *items)
{
	bool found = false;

	for (size_t i = 0; i < d->nr && !found; i++) {
		struct side new;

		*head = port_function_of(&d->hunk[i]);
		if (!port_function_is_named(*head))
			continue;
		r->function = func_name(*head);
		list_side(&new, &d->hunk[i], '-');
		found = find_in(&new, r, items) &&
			!stands_before(d, r->parameter);
		free(new.word);
	}
	return found;
}

/* The target has the function as it was, and nothing to decide about in it. */
static bool target_needs_none(const struct port_reduced *r, struct span head,
			      size_t items, const struct port_lines *target,
			      const struct port_functions *functions)
{
	const struct port_function *f = port_function_find(functions, head);
	struct side s = { 0 };
	struct list l;
	bool none;

	if (!f || !span_equals(f->name, r->function))
		return false;
	for (size_t i = f->from; i < f->end; i++)
		add_words(&s, target->line[i].text, i);
	none = !has(&s, r->decides) && !has(&s, r->parameter);
	for (size_t i = 0; none && i < s.nr; i++)
		if (is_call(&s, i, r->function)) {
			none = read_list(&s, i + 1, &l) &&
			       l.items == items - 1;
			break;
		}
	free(s.word);
	return none;
}

/* Words [from, end) go; false when the hunk does not add one of them. */
static bool cut(struct side *s, const struct hunk *h, size_t from, size_t end)
{
	for (; from < end; from++) {
		if (h->line[s->word[from].line].kind != '+')
			return false;
		s->word[from].cut = true;
	}
	return true;
}

/* Cuts the parameter, its arguments and conditions; false when any is left. */
static bool cut_all(struct side *s, const struct hunk *h,
		    const struct port_reduced *r, size_t items)
{
	for (size_t i = 0; i < s->nr; i++) {
		struct port_reduced at;
		struct list l;

		if (read_condition(s, i, &at) &&
		    span_equals(at.parameter, r->parameter) &&
		    (!span_equals(at.decides, r->decides) ||
		     !cut(s, h, i, i + 4)))
			return false;
		if (!is_call(s, i, r->function))
			continue;
		if (!read_list(s, i + 1, &l) ||
		    (l.items == items && !cut(s, h, l.comma, l.close)))
			return false;
	}
	return !has(s, r->parameter);
}

/* What is left is what stands there without the patch. */
static bool is_void(const struct side *new, const struct hunk *h)
{
	struct side old;
	size_t at = 0;
	bool same = true;

	list_side(&old, h, '+');
	for (size_t i = 0; i < new->nr && same; i++)
		if (!new->word[i].cut)
			same = at < old.nr &&
			       span_equals(new->word[i].text,
					   old.word[at++].text);
	same &= at == old.nr;
	free(old.word);
	return same;
}

/* Line i of the hunk without the words that go; false when none is left. */
static bool cut_line(struct port_reduced *r, const struct side *s, size_t i,
		     struct hunk_line *line)
{
	struct span text = line->text;
	struct buf out = { 0 };
	const char *at = text.at;
	bool any = false, left = false;

	for (size_t k = 0; k < s->nr; k++) {
		struct span word = s->word[k].text;

		if (s->word[k].line != i)
			continue;
		if (s->word[k].cut) {
			any = true;
		} else {
			left = true;
			buf_add(&out, at, (size_t)(word.at + word.len - at));
		}
		at = word.at + word.len;
	}
	if (!any || !left) {
		buf_release(&out);
		return !any;
	}
	r->text = grow_array(r->text, r->texts + 1, sizeof(*r->text));
	r->text[r->texts] = buf_detach(&out);
	line->text = span_of(r->text[r->texts++]);
	return true;
}

static void keep_hunk(struct port_reduced *r, const struct side *s,
		      const struct hunk *h, size_t nth)
{
	struct hunk *to = &r->diff.hunk[r->diff.nr];
	struct hunk_line *line = r->diff.nr ?
		to[-1].line + to[-1].nr : r->line;

	*to = *h;
	to->line = line;
	to->nr = 0;
	for (size_t i = 0; i < h->nr; i++) {
		line[to->nr] = h->line[i];
		if (h->line[i].kind != '+' ||
		    cut_line(r, s, i, &line[to->nr]))
			to->nr++;
		else
			to->new_nr--;
	}
	r->nth[r->diff.nr++] = nth;
}

bool port_parameter_take_out(struct port_reduced *r, const struct file_diff *d,
			     const struct port_lines *target,
			     const struct port_functions *functions)
{
	size_t items = 0, lines = 0;
	struct span head;

	*r = (struct port_reduced){ .diff = *d };
	r->diff.hunk = NULL;
	r->diff.nr = 0;
	if (!find_parameter(d, r, &head, &items) ||
	    !target_needs_none(r, head, items, target, functions))
		return false;
	for (size_t i = 0; i < d->nr; i++)
		lines += d->hunk[i].nr;
	r->line = grow_array(NULL, lines + 1, sizeof(*r->line));
	r->diff.hunk = grow_array(NULL, d->nr + 1, sizeof(*r->diff.hunk));
	r->nth = grow_array(NULL, d->nr + 1, sizeof(*r->nth));
	for (size_t i = 0; i < d->nr; i++) {
		const struct hunk *h = &d->hunk[i];
		struct side new;
		bool done;

		list_side(&new, h, '-');
		done = cut_all(&new, h, r, items);
		if (done && !is_void(&new, h))
			keep_hunk(r, &new, h, i);
		free(new.word);
		if (!done)
			return false;
	}
	return r->diff.nr;
}

void port_reduced_release(struct port_reduced *r)
{
	for (size_t i = 0; i < r->texts; i++)
		free(r->text[i]);
	free(r->text);
	free(r->line);
	free(r->diff.hunk);
	free(r->nth);
	*r = (struct port_reduced){ 0 };
}
