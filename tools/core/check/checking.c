// SPDX-License-Identifier: GPL-2.0-only
/* What every rule needs: complaints, findings, persons. */
#include "core/check/checking.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "core/text/buf.h"

void findings_add(struct findings *f, const struct rule *rule,
		  const struct notes *notes, const char *path, long lineno,
		  const char *sentence)
{
	const struct note *silence = notes ? notes_silencing(notes, rule->id) :
					     NULL;

	f->finding = grow_array(f->finding, f->nr + 1, sizeof(*f->finding));
	f->finding[f->nr++] = (struct finding){
		.rule = rule,
		.path = span_copy(span_of(path)),
		.lineno = lineno,
		.text = span_copy(span_of(sentence)),
		.silence = silence ? span_copy(span_of(silence->reason)) : NULL,
	};
}

void findings_release(struct findings *f)
{
	for (size_t i = 0; i < f->nr; i++) {
		free(f->finding[i].path);
		free(f->finding[i].text);
		free(f->finding[i].silence);
	}
	free(f->finding);
	*f = (struct findings){ 0 };
}

/*
 * The line of the file that holds the byte at, which may lie in the decoded
 * message; 0 when it cannot be told.
 */
static long lineno_of(const struct submission *s, const char *at)
{
	struct span message = s->message, line = { at, 0 };
	long lineno = 1;

	if (!at)
		return 0;
	if (at < s->text.at || at > s->text.at + s->text.len) {
		if (at < message.at || at >= message.at + message.len)
			return 0;
		while (at > message.at && at[-1] != '\n')
			at--;
		line.at = at;
		while (line.at + line.len < message.at + message.len &&
		       line.at[line.len] != '\n')
			line.len++;
		at = line.len ? memmem(s->text.at, s->text.len, line.at,
				       line.len) : NULL;
		if (!at)
			return 0;
	}
	for (const char *p = s->text.at; p < at; p++)
		lineno += *p == '\n';
	return lineno;
}

static void complain(struct checking *c, long lineno, const char *fmt,
		     va_list args)
{
	char sentence[1024];

	vsnprintf(sentence, sizeof(sentence), fmt, args);
	findings_add(c->findings, c->rule, c->s->notes, c->s->path, lineno,
		     sentence);
}

void complain_at(struct checking *c, const char *at, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	complain(c, lineno_of(c->s, at), fmt, args);
	va_end(args);
}

void complain_line(struct checking *c, long lineno, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	complain(c, lineno, fmt, args);
	va_end(args);
}

struct span address_of(struct span s)
{
	const char *open = s.len ? memchr(s.at, '<', s.len) : NULL, *close;

	if (!open)
		return span_trim(s);
	s = span_skip(s, open + 1 - s.at);
	close = memchr(s.at, '>', s.len);
	return close ? (struct span){ s.at, close - s.at } : s;
}

static struct span name_of(struct span s)
{
	const char *open = s.len ? memchr(s.at, '<', s.len) : NULL;

	return span_trim(open ? (struct span){ s.at, open - s.at } : s);
}

bool same_person(struct span a, struct span b)
{
	struct span mail = address_of(a), name = name_of(a);

	return (mail.len && span_equals_nocase(mail, address_of(b))) ||
	       (name.len && span_equals_nocase(name, name_of(b)));
}

const struct tag *first_tag(const struct checking *c, const char *key)
{
	size_t from = 0;

	return tags_next(&c->tags, key, &from);
}

bool is_url(struct span s)
{
	return span_starts(s, "http://") || span_starts(s, "https://") ||
	       span_starts(s, "mailto:") || span_starts(s, "ftp://");
}
