// SPDX-License-Identifier: GPL-2.0-only
/*
 * A resolution as a file: a line that says what it is, then each part as
 * "WORD BYTES\n", its bytes and a \n.
 */
#include "core/conflict/resolution.h"

#include <stdio.h>

#include "core/text/hash.h"

#define FIRST	"backport resolution 1\n"

void resolution_name(const struct conflict *c, char name[17])
{
	uint64_t h = HASH_START;

	/* A NUL keeps lines from passing from one side to another. */
	h = hash_byte(hash_span(h, buf_span(&c->found)), '\0');
	h = hash_byte(hash_span(h, buf_span(&c->base)), '\0');
	h = hash_span(h, buf_span(&c->wanted));
	snprintf(name, 17, "%016llx", (unsigned long long)h);
}

static void add(struct buf *out, const char *word, struct span bytes)
{
	buf_addf(out, "%s %zu\n", word, bytes.len);
	buf_add(out, bytes.at, bytes.len);
	buf_addc(out, '\n');
}

void resolution_write(const struct conflict *c, const char *target,
		      struct span text, struct buf *out)
{
	buf_adds(out, FIRST);
	add(out, "target", span_of(target));
	add(out, "found", buf_span(&c->found));
	add(out, "base", buf_span(&c->base));
	add(out, "wanted", buf_span(&c->wanted));
	add(out, "text", text);
}

static bool take(struct span *rest, const char *word, struct span *bytes)
{
	struct span line;
	size_t len = 0, n = strlen(word);

	if (!span_line(rest, &line) || !span_starts(line, word) ||
	    line.len < n + 2 || line.at[n] != ' ')
		return false;
	line = span_skip(line, n + 1);
	if (line.len > 9 || span_digits(line) != line.len)
		return false;
	for (size_t i = 0; i < line.len; i++)
		len = len * 10 + (size_t)(line.at[i] - '0');
	if (rest->len <= len || rest->at[len] != '\n')
		return false;
	*bytes = (struct span){ rest->at, len };
	*rest = span_skip(*rest, len + 1);
	return true;
}

bool resolution_read(struct resolution *r, struct span file)
{
	if (!span_starts(file, FIRST))
		return false;
	file = span_skip(file, strlen(FIRST));
	return take(&file, "target", &r->target) &&
	       take(&file, "found", &r->found) &&
	       take(&file, "base", &r->base) &&
	       take(&file, "wanted", &r->wanted) &&
	       take(&file, "text", &r->text) && !file.len;
}

bool resolution_is_of(const struct resolution *r, const struct conflict *c)
{
	return span_equals(r->found, buf_span(&c->found)) &&
	       span_equals(r->base, buf_span(&c->base)) &&
	       span_equals(r->wanted, buf_span(&c->wanted));
}
