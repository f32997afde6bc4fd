// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which upstream commit a patch says that it carries, in the forms that
 * distributions use.
 */
#include "core/mail/upstream-id.h"

#include <string.h>
#include <strings.h>

#include "core/text/ascii.h"

static bool can_be_id(size_t digits)
{
	return digits >= COMMIT_ID_LEAST && digits <= COMMIT_ID_WHOLE;
}

bool is_commit_id(const char *s)
{
	return can_be_id(strlen(s)) && !s[strspn(s, "0123456789abcdef")];
}

bool is_whole_commit_id(const char *s)
{
	return is_commit_id(s) && strlen(s) == COMMIT_ID_WHOLE;
}

bool commit_ids_agree(struct span a, struct span b)
{
	size_t n = a.len < b.len ? a.len : b.len;

	return n && !strncasecmp(a.at, b.at, n);
}

bool names_commit(struct span text, const char *id)
{
	for (size_t at = 0, n; at + COMMIT_ID_LEAST <= text.len; at += n) {
		struct span rest = span_skip(text, at);

		n = span_hex(rest);
		if (can_be_id(n) &&
		    commit_ids_agree((struct span){ rest.at, n }, span_of(id)))
			return true;
		n += !n;
	}
	return false;
}

/*
 * The hex digits between prefix and suffix when line is just that; else empty.
 */
static struct span id_between(struct span line, const char *prefix,
			      const char *suffix)
{
	size_t n;
	struct span rest;

	line = span_trim(line);
	if (!span_starts_nocase(line, prefix))
		return (struct span){ line.at, 0 };
	rest = span_trim(span_skip(line, strlen(prefix)));
	n = span_hex(rest);
	if (!n || !span_is(span_trim(span_skip(rest, n)), suffix))
		return (struct span){ line.at, 0 };
	return (struct span){ rest.at, n };
}

struct span upstream_id_next(struct span message, size_t *from, size_t *at)
{
	static const struct { const char *prefix, *suffix; } forms[] = {
		{ "commit ", "upstream." }, { "commit ", "upstream" },
		{ "[ Upstream commit ", "]" }, { "[Upstream commit ", "]" },
	};
	struct span rest = span_skip(message, *from), line;

	while (span_line(&rest, &line)) {
		*from = rest.at - message.at;
		if (!rest.len)
			*from = message.len;
		for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
			struct span id = id_between(line, forms[i].prefix,
						    forms[i].suffix);

			if (!id.len)
				continue;
			if (at)
				*at = line.at - message.at;
			return id;
		}
	}
	*from = message.len;
	return (struct span){ message.at, 0 };
}

/*
 * The id that s begins with; empty when it is too short, or too long, to
 * be one.
 */
static struct span id_at(struct span s)
{
	size_t n = span_hex(s);

	if (!can_be_id(n))
		n = 0;
	return (struct span){ s.at, n };
}

/* "(cherry picked from commit ID": the first is nearest to upstream. */
static struct span picked_id(struct span header)
{
	static const char *const starts[] = {
		"(cherry picked from commit ", "(cherry-picked from commit ",
		"(backported from commit ",
	};
	struct span line, id = { header.at, 0 };

	while (!id.len && span_line(&header, &line))
		for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
			if (span_starts(line, starts[i]))
				id = id_at(span_skip(line, strlen(starts[i])));
	return id;
}

/* The id in "upstream, commit:ID" or in a link to a commit. */
static struct span linked_id(struct span value)
{
	static const char *const fronts[] = {
		"commit:", "/commit/", "/commit/?id=", "?id=", ";id=", "&id=",
		";h=", "&h=", "/c/", "/rev/", "/linus/",
	};
	struct span id = { value.at, 0 };

	for (size_t i = 0; i < sizeof(fronts) / sizeof(*fronts); i++) {
		const char *at = span_find(value, fronts[i]);

		if (at && !id.len)
			id = id_at(span_trim(span_skip(value, at - value.at +
						       strlen(fronts[i]))));
	}
	return id;
}

/*
 * The value of the field in a header, with the lines that go on with it; empty
 * when it has none.
 */
static struct span field_of(struct span header, const char *field)
{
	struct span line, value;
	size_t n = strlen(field);

	while (span_line(&header, &line)) {
		if (!span_starts_nocase(line, field) || line.len == n ||
		    line.at[n] != ':')
			continue;
		value = span_skip(line, n + 1);
		while (header.len && is_blank(header.at[0]) &&
		       span_line(&header, &line))
			value.len = line.at + line.len - value.at;
		return span_trim(value);
	}
	return (struct span){ "", 0 };
}

struct span upstream_id_claimed(struct span header)
{
	size_t from = 0;
	struct span id = upstream_id_next(header, &from, NULL);

	if (!id.len)
		id = picked_id(header);
	if (!id.len)
		id = id_at(field_of(header, "Git-commit"));
	if (!id.len)
		id = linked_id(field_of(header, "Origin"));
	if (!id.len)
		id = linked_id(field_of(header, "Applied-Upstream"));
	return id;
}
