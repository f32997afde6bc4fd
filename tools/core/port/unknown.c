// SPDX-License-Identifier: GPL-2.0-only
/* Names that added lines use and that nothing there declares. */
#include "core/port/unknown.h"

#include <stdlib.h>

#include "core/merge/lines.h"
#include "core/source/words.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"

static const char *const keywords[] = {
	"auto", "break", "case", "char", "const", "continue", "default", "do",
	"double", "else", "enum", "extern", "float", "for", "goto", "if",
	"inline", "int", "long", "register", "return", "short", "signed",
	"sizeof", "static", "struct", "switch", "typedef", "typeof", "union",
	"unsigned", "void", "volatile", "while", "true", "false", "NULL",
	"bool", "define", "defined", "ifdef", "ifndef", "endif", "elif",
	"undef", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64",
	"size_t", "ssize_t", "__init", "__exit",
};

static bool is_keyword(struct span word)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (span_is(word, keywords[i]))
			return true;
	return false;
}

void unknown_words(struct numbering *words, struct span file)
{
	struct words w;

	*words = (struct numbering){ 0 };
	words_split(&w, file);
	for (size_t i = 0; i < w.nr; i++)
		if (is_name_start(w.word[i].text.at[0]))
			numbering_add(words, w.word[i].text);
	words_release(&w);
}

/* The names in a comment or in the text of a message need no declaration. */
static bool is_text(struct span line)
{
	line = span_trim(line);
	return span_starts(line, "#error") || span_starts(line, "#warning") ||
	       span_starts(line, "#pragma") || port_line_is_comment(line);
}

/*
 * The word in front of or behind word at, white space apart; empty at the
 * line's end.
 */
static struct span beside(const struct words *w, size_t at, int step)
{
	static const struct span none = { "", 0 };

	for (;;) {
		if (step < 0 ? !at : at + 1 == w->nr)
			return none;
		at += step;
		if (!w->word[at].space)
			return w->word[at].text;
	}
}

/* "static DEFINE_LOCK(x);", "DECLARE_KEY(x);": what is in it is declared. */
static bool is_declaring_macro(struct span word)
{
	return span_starts(word, "DEFINE_") || span_starts(word, "DECLARE_");
}

/*
 * "int x;", "struct y *x = ", "#define x", "x:", "int x(", at the left "struct y
 * *x(": a line that declares x, at a guess.
 */
static bool declares(const struct words *w, size_t at)
{
	struct span before = beside(w, at, -1), behind = beside(w, at, 1);

	for (size_t i = 0; i < at; i++)
		if (is_declaring_macro(w->word[i].text))
			return true;
	if (!before.len)
		return behind.len && behind.at[0] == ':';
	return is_word(before.at[0]) ?
		!span_is(before, "return") && !span_is(before, "goto") &&
		!span_is(before, "case") && !span_is(before, "else") :
		before.at[0] == '*' && behind.len &&
		(memchr(";=,)[", behind.at[0], 5) ||
		 (behind.at[0] == '(' && !w->word[0].space));
}

/* True when a line of text declares name. */
static bool declares_name(struct span text, struct span name)
{
	struct words w;
	bool found = false;

	if (!memmem(text.at, text.len, name.at, name.len))
		return false;
	words_split(&w, text);
	for (size_t n = 0; n < w.nr && !found; n++)
		found = span_equals(w.word[n].text, name) && declares(&w, n);
	words_release(&w);
	return found;
}

bool unknown_is_declared(const struct hunk *h, struct span name)
{
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind == '+' &&
		    declares_name(h->line[i].text, name))
			return true;
	return false;
}

static bool stands_in_context(const struct hunk *h, struct span name)
{
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind == ' ' &&
		    memmem(h->line[i].text.at, h->line[i].text.len, name.at,
			   name.len))
			return true;
	return false;
}

/* What s adds declares name; of s itself, its context may know it, too. */
static bool declared_in(const struct file_diff *s, struct span name, bool own)
{
	for (size_t i = 0; i < s->nr; i++)
		if (unknown_is_declared(&s->hunk[i], name) ||
		    (own && stands_in_context(&s->hunk[i], name)))
			return true;
	return false;
}

static bool declared_by(const struct unknown_scope *scope, struct span name)
{
	const struct patch *p = scope->patch;

	if (declared_in(scope->diff, name, true))
		return true;
	for (size_t i = 0; p && i < p->nr; i++)
		if (&p->diff[i] != scope->diff &&
		    declared_in(&p->diff[i], name, false))
			return true;
	return false;
}

/* What stands between the < > or " " of an #include. */
static struct span included(struct span line)
{
	struct span s = span_trim(line);
	size_t from = 0, end;

	while (from < s.len && s.at[from] != '<' && s.at[from] != '"')
		from++;
	for (end = from + 1; end < s.len && s.at[end] != '>' &&
	     s.at[end] != '"';)
		end++;
	return from < s.len ? (struct span){ s.at + from + 1, end - from - 1 } :
	       (struct span){ "", 0 };
}

/* A line up to the comment that ends it. */
static struct span without_comment(struct span line)
{
	const char *c = span_find(line, "/*"), *cpp = span_find(line, "//");

	if (cpp && (!c || cpp < c))
		c = cpp;
	return c ? (struct span){ line.at, (size_t)(c - line.at) } : line;
}

bool unknown_is_asked(struct span line, struct span name)
{
	struct span code = without_comment(line);

	return !is_text(line) && name.at < code.at + code.len &&
	       !is_keyword(name) && !span_starts(span_trim(line), "#include");
}

static struct span unknown_in(const struct unknown_scope *scope,
			      struct span line)
{
	const struct port_names *beyond = scope->beyond;
	struct span found = { "", 0 };
	struct words w;

	words_split(&w, without_comment(line));
	for (size_t i = 0; i < w.nr && !found.len; i++) {
		struct span name = w.word[i].text;

		if (!is_name_start(name.at[0]) || is_keyword(name) ||
		    declares(&w, i) ||
		    numbering_find(scope->words, name) != SIZE_MAX ||
		    declared_by(scope, name) ||
		    (beyond && beyond->known(beyond->tree, name)))
			continue;
		found = name;
	}
	words_release(&w);
	return found;
}

static bool is_c(const char *name)
{
	size_t len = name ? strlen(name) : 0;

	return len > 2 && name[len - 2] == '.' && strchr("chS", name[len - 1]);
}

struct span unknown_name(const struct unknown_scope *scope,
			 const struct hunk *h)
{
	static const struct span none = { "", 0 };
	const struct port_names *beyond = scope->beyond;

	if (!is_c(scope->diff->new_name))
		return none;
	for (size_t i = 0; i < h->nr; i++) {
		struct span line = h->line[i].text, name;

		if (h->line[i].kind != '+' || is_text(line))
			continue;
		if (span_starts(span_trim(line), "#include")) {
			name = included(line);
			if (name.len && beyond &&
			    beyond->known(beyond->tree, name))
				continue;
		} else {
			name = unknown_in(scope, line);
		}
		if (name.len)
			return name;
	}
	return none;
}
