// SPDX-License-Identifier: GPL-2.0-only
/* Fields of a patch's header that belong to its message's trailers. */
#include "core/mail/header-tags.h"

#include "core/mail/upstream-id.h"

static struct span first_paragraph(struct span text)
{
	struct span rest = text, line;

	while (span_line(&rest, &line) && span_trim(line).len)
		;
	return (struct span){ text.at, text.len - rest.len };
}

/* A mail's own References: are the ids of other mails. */
static bool is_kept(const struct tag *t)
{
	static const char *const keys[] = { "Bug", "BugLink", "Closes", "Link",
					    "Fixes" };

	if (tag_is(t, "References"))
		return t->value.len && t->value.at[0] != '<';
	if (span_starts_nocase(t->key, "Bug-"))
		return true;
	if (t->key.len > 3 &&
	    span_equals_nocase(span_skip(t->key, t->key.len - 3),
			       span_of("-by")))
		return true;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (tag_is(t, keys[i]))
			return true;
	return false;
}

static bool has(const struct tags *t, const struct tag *tag)
{
	for (size_t i = 0; i < t->nr; i++)
		if (span_equals_nocase(t->tag[i].key, tag->key) &&
		    span_equals(t->tag[i].value, tag->value))
			return true;
	return false;
}

void header_tags_add(struct buf *out, struct span text, struct span message)
{
	struct tags t, there;

	tags_read(&t, first_paragraph(text));
	tags_read(&there, message);
	for (size_t i = 0; i < t.nr; i++)
		if (is_kept(&t.tag[i]) && !has(&there, &t.tag[i]))
			buf_addf(out, "%.*s: %.*s\n", (int)t.tag[i].key.len,
				 t.tag[i].key.at, (int)t.tag[i].value.len,
				 t.tag[i].value.at);
	tags_release(&there);
	tags_release(&t);
}

struct span header_tag(struct span text, const char *key)
{
	struct tags t;
	size_t from = 0;
	const struct tag *tag;
	struct span value = { "", 0 };

	tags_read(&t, first_paragraph(text));
	tag = tags_next(&t, key, &from);
	if (tag)
		value = tag->value;
	tags_release(&t);
	return value;
}

/*
 * Where the last block of trailers begins; the message's length when it ends
 * in something else.
 */
static size_t trailers_at(struct span message)
{
	struct tags t;
	size_t at = message.len;

	tags_read(&t, message);
	for (size_t i = t.nr; i-- > 0;) {
		struct span between = span_skip(message, t.tag[i].at);

		between.len = at - t.tag[i].at;
		if (span_find(between, "\n\n"))
			break;
		at = t.tag[i].at;
	}
	tags_release(&t);
	return at;
}

void stable_message(struct buf *out, const struct mail *m, struct span text,
		    const char *upstream)
{
	struct span body = span_of(m->body);
	size_t from = 0, at = trailers_at(body);
	struct buf tags = { 0 };

	if (upstream && !upstream_id_next(body, &from, NULL).len)
		buf_addf(out, "commit %s upstream.\n\n", upstream);
	header_tags_add(&tags, text, body);
	buf_add(out, body.at, at);
	if (tags.len && at == body.len && body.len)
		buf_addc(out, '\n');
	buf_add(out, buf_span(&tags).at, tags.len);
	buf_add(out, body.at + at, body.len - at);
	buf_release(&tags);
}
