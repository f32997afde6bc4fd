/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tests of the patch parser share. */
#ifndef PARSES_H
#define PARSES_H

#include "unit.h"

#include "core/patch/patch.h"

static inline void parses_at(struct patch *p, const char *text, int strip)
{
	struct diag why = { 0 };

	if (patch_parse(p, span_of(text), strip, "p", &why))
		fail_msg("refused: line %ld: %s", why.lineno, why.text);
}

static inline void parses(struct patch *p, const char *text)
{
	parses_at(p, text, 1);
}

static inline void is_refused_at(const char *text, int strip, long lineno,
			  const char *words)
{
	struct patch p;
	struct diag why = { 0 };

	if (!patch_parse(&p, span_of(text), strip, "p", &why))
		fail_msg("let through, want '%s'", words);
	patch_release(&p);
	assert_string_equal(why.path, "p");
	if (!strstr(why.text, words))
		fail_msg("'%s' does not say '%s'", why.text, words);
	assert_int_equal(why.lineno, lineno);
}

static inline void is_refused(const char *text, long lineno, const char *words)
{
	is_refused_at(text, 1, lineno, words);
}

static inline void names_are(const struct file_diff *s, const char *old_name,
		      const char *new_name)
{
	if (old_name)
		assert_string_equal(s->old_name, old_name);
	else
		assert_null(s->old_name);
	if (new_name)
		assert_string_equal(s->new_name, new_name);
	else
		assert_null(s->new_name);
}

static inline void line_is(const struct hunk_line *l, char kind,
			   const char *text)
{
	assert_int_equal(l->kind, kind);
	assert_true(span_equals(l->text, span_of(text)));
}

#define HUNK "@@ -1 +1 @@\n-a\n+b\n"

#endif
