// SPDX-License-Identifier: GPL-2.0-only
/* What speaks against being sure of a hunk that has its place. */
#include "core/port/doubt.h"

#include "core/port/delicate.h"
#include "core/source/function-name.h"
#include "core/source/words.h"
#include "core/text/ascii.h"

/* What nothing there declares may be missing. */
static void doubt_names(const struct doubt_scope *scope, struct port_result *r)
{
	struct numbering words;

	unknown_words(&words, scope->before);
	for (size_t i = 0; i < r->nr; i++) {
		struct port_hunk *h = &r->hunk[i];
		struct span name;

		if (h->rung >= PORT_DROPPED || h->rung == PORT_MERGED)
			continue;
		name = unknown_name(&(struct unknown_scope){
			scope->diff, scope->patch, &words, scope->beyond },
			&scope->diff->hunk[i]);
		/* Words merged may have left it out. */
		if (!name.len || !scope->after.len ||
		    !memmem(scope->after.at, scope->after.len, name.at,
			    name.len))
			continue;
		h->sure = false;
		port_hunk_say(h, "it uses %.*s, which was not found here",
			      (int)name.len, name.at);
	}
	numbering_release(&words);
}

/* The first line of the file that hunk changes, from 0, when it is at line. */
static size_t changed_line(const struct hunk *hunk, long line)
{
	size_t at = line > 0 ? (size_t)line - 1 : 0;

	for (size_t i = 0; i < hunk->nr && hunk->line[i].kind == ' '; i++)
		at++;
	return at;
}

/* The same of the last one, which comes no sooner. */
static size_t last_changed_line(const struct hunk *hunk, long line)
{
	size_t first = changed_line(hunk, line), last = first;
	size_t at = line > 0 ? (size_t)line - 1 : 0;

	for (size_t i = 0; i < hunk->nr; i++) {
		/* What is added stands behind the line in front of it. */
		if (hunk->line[i].kind != ' ' && at)
			last = hunk->line[i].kind == '-' ? at : at - 1;
		at += hunk->line[i].kind != '+';
	}
	return last > first ? last : first;
}

/* A hunk applies where its lines are, whatever the function is called there. */
static void doubt_functions(const struct doubt_scope *scope,
			    struct port_result *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		const struct hunk *hunk = &scope->diff->hunk[i];
		struct span line = port_function_of(hunk);
		struct port_hunk *h = &r->hunk[i];
		const struct port_function *f;
		struct span was = func_name(line);

		if (h->rung != PORT_EXACT || !port_function_is_named(line) ||
		    port_function_find(scope->functions, line))
			continue;
		f = port_function_at(scope->functions,
				     changed_line(hunk, h->line));
		if (!f || span_equals(f->name, was))
			continue;
		h->sure = false;
		h->function = f->name;
		port_hunk_say(h, "%.*s is %.*s here", (int)was.len, was.at,
			      (int)f->name.len, f->name.at);
	}
}

/* The file that a diff was made for. */
struct source {
	struct port_lines lines;
	struct port_functions functions;
};

static void source_read(struct source *s, struct span text)
{
	*s = (struct source){ 0 };
	if (text.at)
		port_lines_split(&s->lines, text);
	port_functions_find(&s->functions, &s->lines);
}

static void source_release(struct source *s)
{
	port_functions_release(&s->functions);
	port_lines_release(&s->lines);
}

/* The block of that name, if it is the only one. */
static const struct port_function *named(const struct port_functions *f,
					 struct span name)
{
	const struct port_function *found = NULL;

	for (size_t i = 0; i < f->nr; i++) {
		if (!span_equals(f->function[i].name, name))
			continue;
		if (found)
			return NULL;
		found = &f->function[i];
	}
	return found;
}

/* Its lines, from the head to the last that is not blank. */
static struct span text_of(const struct port_lines *l,
			   const struct port_function *f)
{
	size_t end = f->end;
	const char *at = l->line[f->from].text.at;

	while (end > f->from + 1 && !span_trim(l->line[end - 1].text).len)
		end--;
	return (struct span){ at, (size_t)(l->line[end - 1].text.at +
					   l->line[end - 1].text.len - at) };
}

static size_t mentions(struct span text, struct span name)
{
	struct words w;
	size_t nr = 0;

	words_split(&w, text);
	for (size_t i = 0; i < w.nr; i++)
		nr += span_equals(w.word[i].text, name);
	words_release(&w);
	return nr;
}

/* True when h adds more mentions of name than it removes. */
static bool adds_mentions(const struct hunk *h, const char *name)
{
	long nr = 0;

	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind != ' ')
			nr += (h->line[i].kind == '+' ? 1 : -1) *
			      (long)mentions(h->line[i].text, span_of(name));
	return nr > 0;
}

/*
 * A way out of a function that is not the one it was made for may pass by what
 * has to be released there.
 */
static bool leaves_early(const struct hunk *h)
{
	return adds_mentions(h, "return") || adds_mentions(h, "goto");
}

/* A function that a sure hunk changes: whether it is known to be the same. */
static enum port_origin origin_of_one(const struct doubt_scope *scope,
				      const struct source *source,
				      const struct port_function *f,
				      const struct hunk *hunk)
{
	const struct port_function *was;

	if (!scope->source.at)
		return leaves_early(hunk) ? PORT_ORIGIN_UNKNOWN :
		       PORT_ORIGIN_SAME;
	was = named(&source->functions, f->name);
	return was && words_equal_but_space(text_of(scope->lines, f),
					    text_of(&source->lines, was)) ?
	       PORT_ORIGIN_SAME : PORT_ORIGIN_DIFFERS;
}

/*
 * Where the functions of a sure hunk come from; *known: that they are the same.
 */
static enum port_origin origin_of(const struct doubt_scope *scope,
				  const struct source *source,
				  const struct hunk *hunk,
				  const struct port_hunk *h, bool *known)
{
	bool exact = h->rung == PORT_EXACT;
	size_t from = exact ? changed_line(hunk, h->line) :
		      h->line > 0 ? (size_t)h->line - 1 : 0;
	size_t end = exact ? last_changed_line(hunk, h->line) + 1 :
		     (size_t)h->last;
	enum port_origin origin = PORT_ORIGIN_SAME;

	*known = false;
	for (size_t i = 0; i < scope->functions->nr; i++) {
		const struct port_function *f = &scope->functions->function[i];

		if (f->from >= (end > from ? end : from + 1) || f->end <= from)
			continue;
		if (origin == PORT_ORIGIN_SAME)
			origin = origin_of_one(scope, source, f, hunk);
		*known = scope->source.at;
	}
	*known &= origin == PORT_ORIGIN_SAME;
	return origin;
}

/*
 * Lines that stand there verbatim may do another thing in a function of another
 * text.
 */
static void doubt_texts(const struct doubt_scope *scope,
			const struct source *source, struct port_result *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		const struct hunk *hunk = &scope->diff->hunk[i];
		struct port_hunk *h = &r->hunk[i];
		const char *why;
		bool known;

		if (!h->sure)
			continue;
		h->origin = origin_of(scope, source, hunk, h, &known);
		h->sure = h->origin == PORT_ORIGIN_SAME;
		why = h->sure ?
		      hunk_delicate(hunk, scope->before, known) : NULL;
		if (!why)
			continue;
		h->sure = false;
		port_hunk_say(h, "%s", why);
	}
}

/* The name that a line gives a number, "#define X 0x40": else empty. */
static struct span numbered(struct span line)
{
	struct span word[6];
	size_t nr = words_list(line, word, 6), at = 3;

	if (nr < 4 || !span_is(word[0], "#") || !span_is(word[1], "define"))
		return (struct span){ "", 0 };
	while (at + 1 < nr && word[at].at[0] == '(')
		at++;
	return is_digit(word[at].at[0]) ||
	       span_is(word[at], "BIT") ?
	       word[2] : (struct span){ "", 0 };
}

/* A bit or an id that was free where the patch was made may be taken here. */
static void doubt_numbers(const struct doubt_scope *scope,
			  struct port_result *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		const struct hunk *hunk = &scope->diff->hunk[i];

		for (size_t k = 0; k < hunk->nr && r->hunk[i].sure; k++) {
			struct span name = hunk->line[k].kind == '+' ?
				numbered(hunk->line[k].text) :
				(struct span){ "", 0 };

			if (!name.len || mentions(scope->before, name))
				continue;
			r->hunk[i].sure = false;
			port_hunk_say(&r->hunk[i], "the number that it gives %.*s may be taken here",
				      (int)name.len, name.at);
		}
	}
}

/* A function's head: all up to its {. */
static struct span head_of(const struct port_lines *l,
			   const struct port_function *f)
{
	struct span text = text_of(l, f);
	const char *brace = memchr(text.at, '{', text.len);

	return brace ? (struct span){ text.at, (size_t)(brace - text.at) } :
	       text;
}

static bool changes(const struct hunk *h, struct span name)
{
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind != ' ' && mentions(h->line[i].text, name))
			return true;
	return false;
}

/* Which callers of f, whose head the patch changes, it does not see. */
static void doubt_callers(const struct doubt_scope *scope, struct span head,
			  struct span name, struct port_result *r)
{
	size_t here = mentions(scope->before, name);
	bool covered = scope->source.at &&
		       here == mentions(scope->source, name);

	if (covered && mentions(head, span_of("static")))
		return;
	for (size_t i = 0; i < r->nr; i++) {
		struct port_hunk *h = &r->hunk[i];

		if (!changes(&scope->diff->hunk[i], name) || !h->sure)
			continue;
		h->sure = false;
		port_hunk_say(h, covered ?
			"it changes %.*s, which other files may call" :
			"it changes %.*s, which others may call here",
			(int)name.len, name.at);
		return;
	}
}

static bool is_c(const char *name)
{
	struct span file = span_of(name ? name : "");

	return span_ends(file, ".c") || span_ends(file, ".h");
}

/* A function of that name has that head, of several that #ifs choose from. */
static bool has_head(const struct source *s, struct span name, struct span head)
{
	for (size_t i = 0; i < s->functions.nr; i++) {
		const struct port_function *f = &s->functions.function[i];

		if (span_equals(f->name, name) &&
		    words_equal_but_space(head, head_of(&s->lines, f)))
			return true;
	}
	return false;
}

/* A function that is called in another way, or is gone, has callers. */
static void doubt_heads(const struct doubt_scope *scope, struct port_result *r)
{
	struct source after;

	source_read(&after, scope->after);
	for (size_t i = 0; i < scope->functions->nr; i++) {
		const struct port_function *f = &scope->functions->function[i];
		struct span head = head_of(scope->lines, f);
		/* What has no braces, as a Makefile, has no such heads. */
		bool c = is_c(scope->diff->new_name);
		bool lost = named(scope->functions, f->name) == f &&
			    !named(&after.functions, f->name);

		if (memchr(head.at, '(', head.len) &&
		    (lost || ((c || named(scope->functions, f->name) == f) &&
			      !has_head(&after, f->name, head))))
			doubt_callers(scope, head, f->name, r);
	}
	source_release(&after);
}

void port_doubt(const struct doubt_scope *scope, struct port_result *r)
{
	struct source source;

	doubt_functions(scope, r);
	doubt_names(scope, r);
	if (!scope->before.at || scope->diff->create || scope->diff->remove)
		return;
	doubt_heads(scope, r);
	doubt_numbers(scope, r);
	source_read(&source, scope->source);
	doubt_texts(scope, &source, r);
	source_release(&source);
}
