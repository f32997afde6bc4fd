// SPDX-License-Identifier: GPL-2.0-only
/* Changes that want a look wherever they are made. */
#include "core/port/delicate.h"

#include "core/port/names.h"
#include "core/source/words.h"
#include "core/text/ascii.h"

/* The first words of a line tell. */
#define WORDS 6

struct line_words {
	struct span word[WORDS];
	size_t nr;
};

static struct line_words words_of(const struct hunk_line *l)
{
	struct line_words w;

	w.nr = words_list(l->text, w.word, WORDS);
	return w;
}

static bool is(const struct line_words *w, size_t i, const char *word)
{
	return i < w->nr && span_is(w->word[i], word);
}

/* "if (", "} else if (", "while (", "for (" */
static bool is_condition(const struct line_words *w)
{
	size_t i = is(w, 0, "}");

	i += is(w, i, "else");
	return (is(w, i, "if") || is(w, i, "while") || is(w, i, "for")) &&
	       is(w, i + 1, "(");
}

/* "#if", "#ifdef", "#else" and their like */
static bool is_directive(const struct line_words *w)
{
	static const char *const names[] = {
		"if", "ifdef", "ifndef", "elif", "else", "endif",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (is(w, 0, "#") && is(w, 1, names[i]))
			return true;
	return false;
}

/* "name();" */
static bool is_bare_call(const struct line_words *w)
{
	return w->nr == 4 && is_letter(w->word[0].at[0]) && is(w, 1, "(") &&
	       is(w, 2, ")") && is(w, 3, ";");
}

/* What a hunk does with lines of those kinds. */
struct change {
	bool condition_gone, condition_made, directive_gone;
	struct span call;	/* the first bare one that it adds */
	bool calls_another;
};

/* True when the line calls what file does not name. */
static bool line_calls_anew(struct span line, struct span file)
{
	struct words w;
	bool anew = false;

	words_split(&w, line);
	for (size_t i = 0; i + 1 < w.nr && !anew; i++) {
		struct span name = w.word[i].text;

		anew = is_word(name.at[0]) &&
		       w.word[i + 1].text.at[0] == '(' &&
		       !names_stands_in(name, file);
	}
	words_release(&w);
	return anew;
}

static bool calls_anew(const struct hunk *h, struct span file)
{
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind == '+' &&
		    line_calls_anew(h->line[i].text, file))
			return true;
	return false;
}

static void add_line(struct change *c, const struct hunk_line *l)
{
	struct line_words w = words_of(l);

	if (l->kind == '-') {
		c->condition_gone |= is_condition(&w);
		c->directive_gone |= is_directive(&w);
	} else if (l->kind == '+') {
		c->condition_made |= is_condition(&w);
		if (!is_bare_call(&w))
			return;
		if (!c->call.len)
			c->call = w.word[0];
		c->calls_another |= !span_equals(c->call, w.word[0]);
	}
}

const char *hunk_delicate(const struct hunk *h, struct span file, bool known)
{
	struct change c = { .call = { "", 0 } };

	for (size_t i = 0; i < h->nr; i++)
		add_line(&c, &h->line[i]);
	if (c.condition_gone && c.condition_made && !known &&
	    calls_anew(h, file))
		return "it changes a condition by what the file did not call";
	if (c.directive_gone && !known)
		return "it changes what is compiled under which condition";
	return c.calls_another ?
		"it puts lines between two calls without arguments" : NULL;
}
