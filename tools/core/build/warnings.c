// SPDX-License-Identifier: GPL-2.0-only
/* Warnings out of a build's log, comparable between two builds. */
#include "core/build/warnings.h"

#include <stdlib.h>

#include "core/build/build-log.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"

struct reading {
	struct warnings *to;
	const char *src;
	struct span func_file, func;	/* of the last "In function" */
	struct span unit;	/* of the last "In file included from"; empty: none */
};

static struct span copy(struct span s)
{
	return (struct span){ span_copy(s), s.len };
}

/*
 * A path in the tree: without the folder of the sources, given whole or as
 * "../src/".
 */
static struct span in_tree(const struct reading *r, struct span path)
{
	size_t n = strlen(r->src);

	if (span_starts(path, r->src) && path.len > n && path.at[n] == '/')
		return span_skip(path, n + 1);
	return span_starts(path, "../src/") ? span_skip(path, 7) : path;
}

/* GCC quotes as the locale has it. */
static char *plain(struct span text)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < text.len; i++) {
		if (text.len - i >= 3 &&
		    (!memcmp(text.at + i, "\xe2\x80\x98", 3) ||
		     !memcmp(text.at + i, "\xe2\x80\x99", 3))) {
			buf_addc(&b, '\'');
			i += 2;
		} else {
			buf_addc(&b, text.at[i]);
		}
	}
	return b.len ? buf_detach(&b) : xstrdup("");
}

static bool same(const struct warning *a, const struct warning *b)
{
	return !strcmp(a->file, b->file) && !strcmp(a->func, b->func) &&
	       !strcmp(a->option, b->option) && !strcmp(a->text, b->text) &&
	       !strcmp(a->unit, b->unit);
}

const struct warning *warnings_find(const struct warnings *w,
				    const struct warning *one)
{
	for (size_t i = w->nr; i-- > 0;)
		if (same(&w->warning[i], one))
			return &w->warning[i];
	return NULL;
}

void warnings_add(struct warnings *w, const struct warning *one)
{
	struct warning *to = (struct warning *)warnings_find(w, one);

	if (to) {
		to->times += one->times;
		return;
	}
	if (w->nr == WARNINGS_MAX)
		return;
	w->warning = grow_array(w->warning, w->nr + 1, sizeof(*w->warning));
	w->warning[w->nr++] = (struct warning){
		xstrdup(one->unit), xstrdup(one->file), xstrdup(one->func),
		xstrdup(one->option), xstrdup(one->text), one->times,
		one->lineno };
}

static void warning_release(struct warning *w)
{
	free(w->unit);
	free(w->file);
	free(w->func);
	free(w->option);
	free(w->text);
}

static bool has_unit(const struct warnings *w, const char *unit)
{
	for (size_t i = 0; i < w->nr_units; i++)
		if (!strcmp(w->unit[i], unit))
			return true;
	return false;
}

void warnings_add_unit(struct warnings *w, struct span unit)
{
	w->unit = grow_array(w->unit, w->nr_units + 1, sizeof(*w->unit));
	w->unit[w->nr_units++] = (char *)copy(unit).at;
}

/* "FILE:LINE:COLUMN" or "FILE:LINE" gives FILE. */
static struct span file_of(struct span place)
{
	for (int i = 0; i < 2; i++) {
		size_t n = place.len;

		while (n && is_digit(place.at[n - 1]))
			n--;
		if (n < 2 || n == place.len || place.at[n - 1] != ':')
			break;
		place.len = n - 1;
	}
	return place;
}

/* The line in "FILE:LINE:COLUMN", behind FILE; 0 where there is none. */
static long lineno_of(struct span place, struct span file)
{
	long lineno = 0;

	for (size_t i = file.len + 1; i < place.len && is_digit(place.at[i]) &&
	     lineno < 100000000; i++)
		lineno = lineno * 10 + place.at[i] - '0';
	return lineno;
}

/* "FILE: warning: TEXT [-Woption]" */
static void read_warning(struct reading *r, struct span line, const char *at)
{
	struct span text = span_trim(span_skip(line, at + 9 - line.at));
	struct span place = { line.at, at - line.at - 2 };
	struct span file = file_of(place);
	struct span option = { "", 0 }, unit = r->unit.len ? r->unit : file;
	const char *open = span_find(text, " [-W");
	struct warning w;

	if (open && text.at[text.len - 1] == ']') {
		option = (struct span){ open + 2,
			text.at + text.len - 1 - open - 2 };
		text.len = open - text.at;
	}
	w.file = (char *)copy(in_tree(r, file)).at;
	w.unit = (char *)copy(in_tree(r, unit)).at;
	w.func = span_equals(file, r->func_file) ? plain(r->func) : xstrdup("");
	w.option = plain(option);
	w.text = plain(text);
	w.times = 1;
	w.lineno = lineno_of(place, file);
	warnings_add(r->to, &w);
	warning_release(&w);
	r->unit.len = 0;
}

/* "FILE: In function 'f':", "FILE: At top level:" */
static bool read_function(struct reading *r, struct span line)
{
	const char *at = span_find(line, ": In function ");
	const char *top = span_find(line, ": At top level:");
	struct span func;

	if (top) {
		r->func_file.len = 0;
		return true;
	}
	if (!at)
		return false;
	r->func_file = (struct span){ line.at, at - line.at };
	func = span_trim(span_skip(line, at + 14 - line.at));
	while (func.len && strchr(":,'`\xe2\x80\x98\x99", func.at[0]))
		func = span_skip(func, 1);
	while (func.len &&
	       strchr(":,'`\xe2\x80\x98\x99", func.at[func.len - 1]))
		func.len--;
	r->func = func;
	return true;
}

/*
 * "In file included from A:1," and "                 from B:2:"; the last one
 * is what was compiled.
 */
static bool read_included(struct reading *r, struct span line)
{
	const char *from = span_find(line, " from ");
	struct span place;

	if (!from || !(span_starts(line, "In file included from ") ||
		       span_starts(line, "     ")))
		return false;
	place = span_trim(span_skip(line, from + 6 - line.at));
	while (place.len && strchr(",:", place.at[place.len - 1]))
		place.len--;
	r->unit = file_of(place);
	return true;
}

/* The command's last word is the source. */
static void read_compile(struct reading *r, struct span line)
{
	struct span word = span_trim(line);
	size_t n = word.len;

	while (n && word.at[n - 1] != ' ')
		n--;
	word = span_skip(word, n);
	n = word.len;
	if (n > 2 && word.at[n - 2] == '.' &&
	    (word.at[n - 1] == 'c' || word.at[n - 1] == 'S'))
		warnings_add_unit(r->to, in_tree(r, word));
}

struct span warnings_src(struct span log)
{
	static const char sign[] = ": Entering directory '";
	struct span line;

	while (span_line(&log, &line)) {
		const char *at = span_find(line, sign), *end;

		if (!at || !span_starts(line, "make"))
			continue;
		line = span_skip(line, at + strlen(sign) - line.at);
		end = memchr(line.at, '\'', line.len);
		return (struct span){ line.at, end ? end - line.at : 0 };
	}
	return (struct span){ "", 0 };
}

void warnings_read(struct warnings *w, struct span log, const char *src)
{
	struct reading r = { .to = w, .src = src };
	struct span line;

	while (span_line(&log, &line)) {
		const char *at = span_find(line, ": warning: ");

		if (buildlog_is_compile(line))
			read_compile(&r, line);
		else if (at && memchr(line.at, ' ', line.len) == at + 1)
			read_warning(&r, line, at + 2);
		else if (!read_function(&r, line))
			read_included(&r, line);
	}
}

void warnings_carry(struct warnings *w, const struct warnings *older)
{
	size_t nr_units = w->nr_units;
	struct warnings compiled = { .unit = w->unit, .nr_units = nr_units };

	for (size_t i = 0; i < older->nr; i++)
		if (!has_unit(&compiled, older->warning[i].unit))
			warnings_add(w, &older->warning[i]);
	for (size_t i = 0; i < older->nr_units; i++)
		if (!has_unit(w, older->unit[i]))
			warnings_add_unit(w, span_of(older->unit[i]));
}

static bool is_touched(const char *const *touched, const char *unit)
{
	while (touched && *touched && strcmp(*touched, unit))
		touched++;
	return touched && *touched;
}

const struct warning **warnings_new(const struct warnings *before,
				    const struct warnings *after,
				    const char *const *touched, size_t *nr)
{
	const struct warning **new = grow_array(NULL, after->nr + 1,
						sizeof(*new));

	*nr = 0;
	for (size_t i = 0; i < after->nr; i++) {
		const struct warning *w = &after->warning[i];
		const struct warning *old = warnings_find(before, w);

		if ((!old || old->times < w->times) &&
		    (has_unit(before, w->unit) || is_touched(touched, w->unit)))
			new[(*nr)++] = w;
	}
	return new;
}

void warnings_release(struct warnings *w)
{
	for (size_t i = 0; i < w->nr; i++)
		warning_release(&w->warning[i]);
	for (size_t i = 0; i < w->nr_units; i++)
		free(w->unit[i]);
	free(w->warning);
	free(w->unit);
	memset(w, 0, sizeof(*w));
}
