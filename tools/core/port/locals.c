// SPDX-License-Identifier: GPL-2.0-only
/* Local variables that a hunk uses and the target's function lacks. */
#include "core/port/locals.h"

#include "core/port/names.h"
#include "core/source/words.h"
#include "core/text/ascii.h"

#define WORDS_MOST 8

/* The first words of a line, without the white space. */
struct line_words {
	struct span word[WORDS_MOST];
	size_t nr;
};

static struct line_words words_of(struct span text)
{
	struct line_words l;

	l.nr = words_list(text, l.word, WORDS_MOST);
	return l;
}

static bool is(const struct line_words *l, size_t i, const char *word)
{
	return i < l->nr && span_is(l->word[i], word);
}

/* "return name;" */
static bool returns(struct span text, struct span name)
{
	struct line_words l = words_of(text);

	return l.nr == 3 && is(&l, 0, "return") &&
	       span_equals(l.word[1], name) && is(&l, 2, ";");
}

/* The first line that uses the name is "name = ...". */
static bool assigns_first(const struct port_change *c, struct span name)
{
	for (size_t i = 0; i < c->added.nr; i++) {
		struct line_words l = words_of(c->added.line[i].text);

		if (names_stands_in(name, c->added.line[i].text))
			return l.nr > 2 && span_equals(l.word[0], name) &&
			       is(&l, 1, "=") && !is(&l, 2, "=");
	}
	return false;
}

static bool is_returned(const struct port_change *c, struct span name)
{
	for (size_t i = 0; i < c->added.nr; i++)
		if (returns(c->added.line[i].text, name))
			return true;
	for (size_t i = 0; i < c->old.nr; i++)
		if (!c->removed[i] && returns(c->old.line[i].text, name))
			return true;
	return false;
}

/* The type of a function by its head, when that is one plain word. */
static struct span type_of(const struct port_lines *l,
			   const struct port_function *f)
{
	static const char *const plain[] = { "bool", "int", "long", "ssize_t" };
	struct line_words w = words_of(l->line[f->from].text);
	size_t at = 0;

	while (is(&w, at, "static") || is(&w, at, "inline"))
		at++;
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		if (is(&w, at, plain[i]) && at + 1 < w.nr &&
		    is_word(w.word[at + 1].at[0]))
			return w.word[at];
	return (struct span){ "", 0 };
}

/* "type name", "type *name": the beginning of a declaration. */
static bool declares(struct span text)
{
	struct line_words l = words_of(text);

	return l.nr > 2 && !is(&l, 0, "return") && !is(&l, 0, "goto") &&
	       is_word(l.word[0].at[0]) &&
	       (is_word(l.word[1].at[0]) || is(&l, 1, "*"));
}

/* The blank line behind f's declarations; 0 where there are none. */
static size_t behind_declarations(const struct port_lines *l,
				  const struct port_function *f)
{
	size_t at = f->from;

	while (at < f->end && !span_is(l->line[at].text, "{"))
		at++;
	if (at + 1 >= f->end || !declares(l->line[at + 1].text))
		return 0;
	while (at < f->end && l->line[at].text.len)
		at++;
	return at < f->end ? at : 0;
}

bool locals_declare(const struct port_change *c,
		    const struct port_lines *target,
		    const struct port_function *f, struct span name,
		    struct port_edits *edits)
{
	struct span type = type_of(target, f);
	size_t at = behind_declarations(target, f);

	if (!type.len || !at || !assigns_first(c, name) ||
	    !is_returned(c, name))
		return false;
	for (size_t i = f->from; i < f->end; i++)
		if (names_stands_in(name, target->line[i].text))
			return false;
	/* Another hunk may have declared it. */
	for (size_t i = 0; i < edits->nr; i++)
		if (edits->edit[i].from == at && edits->edit[i].end == at)
			return names_stands_in(name,
				buf_span(&edits->edit[i].text));
	buf_addf(port_edits_add(edits, at, at, MERGE_WORDS), "\t%.*s %.*s;\n",
		 (int)type.len, type.at, (int)name.len, name.at);
	return true;
}
