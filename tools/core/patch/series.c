// SPDX-License-Identifier: GPL-2.0-only
/*
 * quilt's series file: which patches, in which order, with which strip level.
 */
#include "core/patch/series.h"

#include <stdlib.h>

#include "core/patch/patch.h"
#include "core/patch/safe-path.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"
#include "core/text/hash.h"

/* The level of "1" or "ab"; -2 when it is neither. */
static int strip_level(struct span s)
{
	int level = 0;

	if (span_is(s, "ab"))
		return STRIP_AB;
	if (!s.len)
		return -2;
	for (size_t i = 0; i < s.len; i++) {
		if (!is_digit(s.at[i]))
			return -2;
		level = level * 10 + s.at[i] - '0';
		if (level > STRIP_MAX)
			return -2;
	}
	return level;
}

/* Reads the words behind the name: -pN, "-p N", -R, # comment. */
static int parse_options(struct series_entry *e, struct span rest,
			 const char *path, struct diag *why)
{
	struct span word;

	while (span_word(&rest, &word)) {
		if (word.at[0] == '#')
			return 0;
		if (span_is(word, "-R")) {
			e->reverse = true;
			continue;
		}
		if (strchr("+-", e->name[0]))
			return diag_set(why, path, e->lineno, "'%s' is a guard, which a quilt series has not; give the series that guards makes of this file",
					e->name);
		if (!span_starts(word, "-p"))
			return diag_set(why, path, e->lineno, "'%.*s' behind a patch name is not understood; write -pN, -R or # and a comment",
					(int)word.len, word.at);
		word = span_skip(word, 2);
		if (!word.len)
			span_word(&rest, &word);
		e->strip = strip_level(word);
		if (e->strip == -2)
			return diag_set(why, path, e->lineno, "'-p%.*s' is no strip level; write -p0 to -p%d, or -pab",
					(int)word.len, word.at, STRIP_MAX);
	}
	return 0;
}

static int parse_entry(struct series_entry *e, struct span name,
		       const char *path, struct diag *why)
{
	const char *bad;

	if (memchr(name.at, '\0', name.len))
		return diag_set(why, path, e->lineno, "a patch name has a NUL byte; is this a series file?");
	/* Cleaned, so that a patch has one name only. */
	e->name = patch_path_clean(name);
	bad = patch_path_refusal(e->name);
	if (bad)
		return diag_set(why, path, e->lineno, "patch name '%.*s' %s; name patches below the patches folder",
				(int)name.len, name.at, bad);
	return 0;
}

/*
 * A name given twice is refused: the second time it could not apply, and quilt
 * refuses it too.
 */
static int refuse_duplicates(const struct series *s, const char *path,
			     struct diag *why)
{
	struct numbering names = { 0 };
	int ret = 0;

	for (size_t i = 0; i < s->nr && !ret; i++) {
		const struct series_entry *e = &s->entry[i];
		size_t at = numbering_add(&names, span_of(e->name));

		if (at < i)
			ret = diag_set(why, path, e->lineno, "patch '%s' is there already, on line %ld; name it once",
				       e->name, s->entry[at].lineno);
	}
	numbering_release(&names);
	return ret;
}

int series_parse(struct series *s, struct span text, const char *path,
		 struct diag *why)
{
	struct span line, name;
	size_t cap = 0;
	long lineno = 0;

	*s = (struct series){ 0 };
	if (span_starts(text, UTF8_MARK))
		text = span_skip(text, strlen(UTF8_MARK));
	while (span_line(&text, &line)) {
		struct series_entry *e;

		lineno++;
		if (line.len && line.at[line.len - 1] == '\r')
			line.len--;
		if (!span_word(&line, &name) || name.at[0] == '#')
			continue;
		s->entry = grow_for_one(s->entry, s->nr, &cap, sizeof(*e));
		e = &s->entry[s->nr++];
		*e = (struct series_entry){ .strip = 1, .lineno = lineno };
		if (parse_entry(e, name, path, why) ||
		    parse_options(e, line, path, why))
			return -1;
	}
	return refuse_duplicates(s, path, why);
}

void series_release(struct series *s)
{
	for (size_t i = 0; i < s->nr; i++)
		free(s->entry[i].name);
	free(s->entry);
	*s = (struct series){ 0 };
}
