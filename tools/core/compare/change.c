// SPDX-License-Identifier: GPL-2.0-only
/* A patch as changes, each with the function that it stands in. */
#include "core/compare/change.h"

#include <stdlib.h>

#include "core/source/c-code.h"
#include "core/source/function-name.h"
#include "core/text/ascii.h"

/* diff -p shows this many bytes of a function's head at most. */
#define TAIL_CUT 40
#define AROUND 3
/* So many digits of a blob's id are in every patch. */
#define ID_SHOWN 7

const char *file_diff_name(const struct file_diff *s)
{
	return s->new_name ? s->new_name : s->old_name ? s->old_name : "";
}

bool path_ends_in(const char *path, const char *const *ends)
{
	for (; *ends; ends++)
		if (span_ends(span_of(path), *ends))
			return true;
	return false;
}

static bool is_c(const char *path)
{
	static const char *const ends[] = { ".c", ".h", ".y", ".l", ".cc",
					    NULL };

	return path_ends_in(path, ends);
}

/* True for another language whose lines are run one after the other. */
static bool is_program(const char *path)
{
	static const char *const ends[] = { ".S", ".s", ".rs", ".sh", ".pl",
					    ".py", ".awk", NULL };

	return path_ends_in(path, ends);
}

bool file_diff_is_c(const struct file_diff *s)
{
	return is_c(file_diff_name(s));
}

/* Most heads of a header are declarations, whose end a tail does not show. */
static bool declares(const char *path, struct span head)
{
	return span_starts(head, "extern ") ||
	       (span_ends(span_of(path), ".h") && !span_starts(head, "static "));
}

static bool is_kconfig(const char *path)
{
	return span_starts(span_of(base_name(path)), "Kconfig");
}

static bool begins_name(char c)
{
	return is_word(c) && !is_digit(c);
}

/* The last name that ends at or before the end of s. */
static struct span last_name(struct span s)
{
	size_t end = s.len, begin;

	while (end && !is_word(s.at[end - 1]))
		end--;
	begin = end;
	while (begin && is_word(s.at[begin - 1]))
		begin--;
	return (struct span){ s.at + begin, end - begin };
}

static struct span until(struct span s, char c)
{
	const char *at = s.len ? memchr(s.at, c, s.len) : NULL;

	return at ? (struct span){ s.at, at - s.at } : s;
}

/*
 * Reads a head of C ("static int f(int a)") into *scope; false when line is
 * none.
 */
static bool c_head(const char *path, struct span line, struct scope *scope)
{
	struct span before_value, before_paren;

	if (!line.len || !begins_name(line.at[0]))
		return false;
	line = span_trim(line);
	if (span_ends(line, ":") || func_is_annotation(line))
		return false;
	*scope = (struct scope){ .name = { line.at, 0 }, .known = true };
	if (span_ends(line, ";"))
		return true;
	before_value = until(line, '=');
	before_paren = until(line, '(');
	if (before_paren.len < before_value.len) {
		if (declares(path, line))
			return true;
		scope->name = last_name(before_paren);
		/* SYSCALL_DEFINE3(name, ...): the macro says nothing. */
		if (span_starts(scope->name, "SYSCALL_DEFINE") ||
		    span_starts(scope->name, "COMPAT_SYSCALL_DEFINE"))
			scope->name = last_name(until(span_skip(line,
					before_paren.len + 1), ','));
		scope->ordered = true;
	} else {
		scope->name = last_name(until(until(before_value, '['), '{'));
		scope->table = before_value.len < line.len;
		/* "static struct foo *": what a function returns, cut there */
		scope->ordered = scope->table || span_ends(line, "*") ||
				 span_starts(line, "enum ") ||
				 span_starts(line, "typedef enum ");
	}
	return true;
}

/* The same for Kconfig, whose entries begin in the first column. */
static bool kconfig_head(struct span line, struct scope *scope)
{
	if (!line.len || !begins_name(line.at[0]))
		return false;
	*scope = (struct scope){ .name = span_trim(line), .known = true };
	return true;
}

/* Lets line, which stands below what *scope was read from, change the scope. */
static void pass(const char *path, struct span line, struct scope *scope)
{
	struct scope next;

	if (is_kconfig(path)) {
		if (kconfig_head(line, &next))
			*scope = next;
	} else if (is_c(path)) {
		if (c_head(path, line, &next))
			*scope = next;
		else if (span_starts(line, "}"))
			*scope = (struct scope){ .name = { line.at, 0 },
						 .known = true };
	}
}

static struct scope tail_scope(const char *path, struct span tail)
{
	struct scope scope = { .name = { "", 0 } };

	tail = span_trim(tail);
	pass(path, tail, &scope);
	scope.cut = tail.len >= TAIL_CUT - 2 &&
		    scope.name.at + scope.name.len == tail.at + tail.len;
	if (!scope.name.len)
		scope.known = false;
	/* A head that is cut, or not shown, can still be a function's. */
	if (scope.cut || !scope.known)
		scope.ordered = is_c(path) || is_program(path);
	return scope;
}

/* The name of the macro that line defines; empty when it defines none. */
static struct span macro_name(struct span line)
{
	struct span s = span_trim(line);

	if (!span_starts(s, "#"))
		return (struct span){ s.at, 0 };
	s = span_trim(span_skip(s, 1));
	if (!span_starts(s, "define"))
		return (struct span){ s.at, 0 };
	return ccode_word(s, ccode_next(s, strlen("define")));
}

/*
 * Reads the macro whose lines line at of the hunk belongs to into *scope, not
 * known when its head is not shown; false when the line above does not go on
 * in it.
 */
static bool macro_scope(const struct hunk *h, size_t at, struct scope *scope)
{
	bool inside = false;

	while (at--) {
		struct span line = h->line[at].text;

		if (h->line[at].kind == '+')
			continue;
		if (!func_line_ends(line, '\\'))
			return false;
		inside = true;
		*scope = (struct scope){ macro_name(line), .ordered = true };
		scope->known = scope->name.len;
		if (scope->known)
			break;
	}
	return inside;
}

struct scope hunk_scope(const struct file_diff *s, const struct hunk *h,
			size_t at)
{
	const char *path = file_diff_name(s);
	struct scope scope = tail_scope(path, h->func);

	if (is_c(path) && macro_scope(h, at, &scope))
		return scope;
	for (size_t i = 0; i < at; i++)
		if (h->line[i].kind != '+')
			pass(path, h->line[i].text, &scope);
	/* A changed head is its own function's. */
	if (at < h->nr && h->line[at].kind != ' ')
		pass(path, h->line[at].text, &scope);
	return scope;
}

/* True when name is the beginning of the other one, where diff cut it. */
static bool is_start(const struct scope *a, struct span other)
{
	return a->cut && a->name.len <= other.len &&
	       !memcmp(a->name.at, other.at, a->name.len);
}

bool scope_differs(const struct scope *a, const struct scope *b)
{
	if (!a->known || !b->known)
		return false;
	return !span_equals(a->name, b->name) && !is_start(a, b->name) &&
	       !is_start(b, a->name);
}

bool change_scopes_differ(const struct change *a, const struct change *b)
{
	if (a->file_scope.known && b->file_scope.known)
		return scope_differs(&a->file_scope, &b->file_scope);
	return scope_differs(&a->scope, &b->scope);
}

bool names_differ_by_underscores(struct span a, struct span b)
{
	struct span bare = without_underscores(a);

	return !span_equals(a, b) && bare.len &&
	       span_equals(bare, without_underscores(b));
}

void changes_text(struct buf *out, const struct changes *g, struct range range,
		  char kind)
{
	for (size_t i = range.from; i < range.from + range.nr; i++) {
		struct span s = buf_span(kind == '-' ? &g->change[i].removed :
						       &g->change[i].added);

		buf_add(out, s.at, s.len);
	}
}

struct span change_where(const struct change *g)
{
	return g->file_scope.known ? g->file_scope.name : g->scope.name;
}

static void add_line(struct buf *b, const struct hunk_line *line)
{
	buf_add(b, line->text.at, line->text.len);
	buf_addc(b, '\n');
	if (line->no_eol)
		buf_adds(b, "\\ No newline at end of file\n");
}

static void around_add(struct change *g, size_t at)
{
	if (g->hunk->line[at].kind == ' ')
		bag_add(&g->around, g->hunk->line[at].text, 0);
}

static void fill_lines(struct change *g)
{
	const struct hunk *h = g->hunk;

	for (size_t i = g->from; i < g->to; i++)
		add_line(h->line[i].kind == '-' ? &g->removed : &g->added,
			 &h->line[i]);
	for (size_t i = 1; i <= AROUND && i <= g->from; i++)
		around_add(g, g->from - i);
	for (size_t i = g->to; i < g->to + AROUND && i < h->nr; i++)
		around_add(g, i);
	g->scope = hunk_scope(g->diff, h, g->from);
}

static const char *name_or_null(const char *name)
{
	return name ? name : "/dev/null";
}

/*
 * What a file diff says beside its hunks, one fact per line; nothing for a
 * plain change.
 */
static void fill_facts(struct change *g)
{
	const struct file_diff *s = g->diff;

	if (s->rename || s->copy) {
		buf_addf(&g->removed, "%s from %s\n",
			 s->copy ? "copy" : "rename",
			 name_or_null(s->old_name));
		buf_addf(&g->added, "%s to %s\n", s->copy ? "copy" : "rename",
			 name_or_null(s->new_name));
	}
	if (s->old_mode && s->new_mode && s->old_mode != s->new_mode) {
		buf_addf(&g->removed, "mode %06o\n", s->old_mode);
		buf_addf(&g->added, "mode %06o\n", s->new_mode);
	}
	if (s->kind == FILE_DIFF_BINARY && s->forward.method == BINARY_NONE) {
		/* "Binary files differ": the index line alone tells */
		buf_addf(&g->added, "binary content %.*s, not shown\n",
			 s->new_id.len < ID_SHOWN ? (int)s->new_id.len :
						    ID_SHOWN, s->new_id.at);
	} else if (s->kind == FILE_DIFF_BINARY) {
		buf_addf(&g->added, "binary content, %zu bytes\n",
			 s->forward.size);
		buf_add(&g->added, s->forward.lines.at, s->forward.lines.len);
	} else if (!s->nr && s->create) {
		buf_adds(&g->added, "empty file\n");
	} else if (!s->nr && s->remove) {
		buf_adds(&g->removed, "empty file\n");
	}
	g->scope = (struct scope){ .name = { "", 0 } };
}

static struct change *add_group(struct changes *all, size_t diff_nr)
{
	struct change *g;

	all->change =
		grow_array(all->change, all->nr + 1, sizeof(*all->change));
	g = &all->change[all->nr++];
	*g = (struct change){ .diff = &all->patch->diff[diff_nr],
			     .diff_nr = diff_nr,
			     .hunk_nr = all->nr_hunks };
	return g;
}

static void finish(struct change *g)
{
	if (g->hunk)
		fill_lines(g);
	else
		fill_facts(g);
	bag_add(&g->changed, buf_span(&g->removed), '-');
	bag_add(&g->changed, buf_span(&g->added), '+');
}

static void cut_hunk(struct changes *all, size_t diff_nr,
		     const struct hunk *h)
{
	for (size_t i = 0; i < h->nr;) {
		struct change *g;

		if (h->line[i].kind == ' ') {
			i++;
			continue;
		}
		g = add_group(all, diff_nr);
		g->hunk = h;
		g->from = i;
		while (i < h->nr && h->line[i].kind != ' ')
			i++;
		g->to = i;
		finish(g);
	}
	all->nr_hunks++;
}

/* True when a file diff says something that its hunks do not. */
static bool has_facts(const struct file_diff *s)
{
	return s->rename || s->copy || s->kind == FILE_DIFF_BINARY ||
	       (s->old_mode && s->new_mode && s->old_mode != s->new_mode) ||
	       (!s->nr && (s->create || s->remove));
}

void changes_cut(struct changes *all, const struct patch *p)
{
	*all = (struct changes){ .patch = p };
	for (size_t i = 0; i < p->nr; i++) {
		const struct file_diff *s = &p->diff[i];

		if (has_facts(s)) {
			finish(add_group(all, i));
			all->nr_hunks++;
		}
		for (size_t j = 0; j < s->nr; j++)
			cut_hunk(all, i, &s->hunk[j]);
	}
}

void changes_release(struct changes *all)
{
	for (size_t i = 0; i < all->nr; i++) {
		buf_release(&all->change[i].removed);
		buf_release(&all->change[i].added);
		bag_release(&all->change[i].changed);
		bag_release(&all->change[i].around);
	}
	free(all->change);
	*all = (struct changes){ 0 };
}
