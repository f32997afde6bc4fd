// SPDX-License-Identifier: GPL-2.0-only
/* Whom a patch's trailers name. */
#include "core/mail/address.h"

#include <stdlib.h>
#include <strings.h>

#include "core/mail/trailers.h"
#include "core/text/buf.h"

/*
 * The trailers whose people are told of a backport
 * (stable-kernel-rules.rst, submitting-patches.rst).
 */
static const char *const trailers[] = {
	"Signed-off-by", "Co-developed-by", "Acked-by", "Reviewed-by",
	"Tested-by", "Reported-by", "Suggested-by", "Cc",
};

bool is_email(struct span s)
{
	const char *at = s.len ? memchr(s.at, '@', s.len) : NULL;

	if (!at || at == s.at || at == s.at + s.len - 1)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] <= ' ' || strchr("<>,;\"", s.at[i]))
			return false;
	return true;
}

/* Splits "Name <mail> # remark"; false when there is no mail. */
static bool split(struct span value, struct span *name, struct span *email)
{
	const char *open = memchr(value.at, '<', value.len), *close;

	if (open) {
		close = memchr(open, '>', value.at + value.len - open);
		if (!close)
			return false;
		*name = span_trim((struct span){ value.at, open - value.at });
		*email = span_trim((struct span){ open + 1, close - open - 1 });
	} else {
		const char *end = memchr(value.at, '#', value.len);

		*name = (struct span){ value.at, 0 };
		*email = span_trim((struct span){
			value.at, end ? (size_t)(end - value.at) : value.len });
	}
	if (name->len > 1 && name->at[0] == '"' &&
	    name->at[name->len - 1] == '"')
		*name = (struct span){ name->at + 1, name->len - 2 };
	return is_email(*email);
}

/* A copy of a name without the backslashes that a quoted one has (RFC 5322). */
static char *unescaped(struct span name)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < name.len; i++) {
		if (name.at[i] == '\\' && i + 1 < name.len &&
		    strchr("\"\\", name.at[i + 1]))
			i++;
		buf_addc(&b, name.at[i]);
	}
	return buf_detach(&b);
}

static struct address *find(const struct addresses *a, const char *email)
{
	for (size_t i = 0; i < a->nr; i++)
		if (!strcasecmp(a->address[i].email, email))
			return &a->address[i];
	return NULL;
}

bool addresses_add(struct addresses *a, struct span value)
{
	struct span name, email;
	char *mail;

	if (!value.len || !split(value, &name, &email))
		return false;
	mail = span_copy(email);
	if (find(a, mail)) {
		free(mail);
		return true;
	}
	a->address = grow_array(a->address, a->nr + 1, sizeof(*a->address));
	a->address[a->nr++] = (struct address){ unescaped(name), mail };
	return true;
}

void addresses_add_trailers(struct addresses *a, struct span message)
{
	struct tags t;

	tags_read(&t, message);
	for (size_t i = 0; i < t.nr; i++)
		for (size_t k = 0; k < sizeof(trailers) / sizeof(*trailers);
		     k++)
			if (tag_is(&t.tag[i], trailers[k]))
				addresses_add(a, t.tag[i].value);
	tags_release(&t);
}

void addresses_drop(struct addresses *a, const char *email)
{
	struct address *gone = find(a, email);

	if (!gone)
		return;
	free(gone->name);
	free(gone->email);
	memmove(gone, gone + 1,
		(a->address + a->nr - gone - 1) * sizeof(*gone));
	a->nr--;
}

void addresses_release(struct addresses *a)
{
	for (size_t i = 0; i < a->nr; i++) {
		free(a->address[i].name);
		free(a->address[i].email);
	}
	free(a->address);
	*a = (struct addresses){ 0 };
}
