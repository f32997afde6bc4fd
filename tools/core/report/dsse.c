// SPDX-License-Identifier: GPL-2.0-only
/* Envelopes of DSSE 1.0, and what is signed of them. */
#include "core/report/dsse.h"

#include <stdlib.h>
#include <string.h>

#include "core/mail/decode.h"

#define ALPHABET \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/* Both alphabets are allowed, the one of URLs and files too. */
static int read_base64(const json_t *o, const char *key, struct buf *out,
		       struct diag *why)
{
	const char *text = json_string_value(json_object_get(o, key));
	size_t len = text ? strspn(text, ALPHABET "-_") : 0;
	char *standard;

	if (!len || strspn(text + len, "=") != strlen(text + len))
		return diag_set(why, NULL, 0, "its \"%s\" is %s", key, text ?
				"not base64" : "not there");
	standard = span_copy((struct span){ text, len });
	for (size_t i = 0; i < len; i++)
		if (standard[i] == '-' || standard[i] == '_')
			standard[i] = standard[i] == '-' ? '+' : '/';
	decode_base64(span_of(standard), out);
	free(standard);
	return 0;
}

int dsse_read(struct dsse *d, const json_t *o, struct diag *why)
{
	const char *type = json_string_value(json_object_get(o, "payloadType"));
	const json_t *list = json_object_get(o, "signatures");
	size_t nr = json_array_size(list);

	*d = (struct dsse){ 0 };
	if (!type)
		return diag_set(why, NULL, 0, "its \"payloadType\" is not there");
	if (nr > DSSE_SIGNATURES_MOST)
		return diag_set(why, NULL, 0, "it has %zu signatures, %d are the most that are verified",
				nr, DSSE_SIGNATURES_MOST);
	d->type = span_copy(span_of(type));
	if (read_base64(o, "payload", &d->payload, why))
		return -1;
	for (d->nr = nr; nr--;)
		if (read_base64(json_array_get(list, nr), "sig",
				&d->signature[nr], why))
			return -1;
	return 0;
}

void dsse_release(struct dsse *d)
{
	buf_release(&d->payload);
	for (size_t i = 0; i < d->nr; i++)
		buf_release(&d->signature[i]);
	free(d->type);
	*d = (struct dsse){ 0 };
}

void dsse_add_signed(const char *type, struct span payload, struct buf *out)
{
	buf_addf(out, "DSSEv1 %zu %s %zu ", strlen(type), type, payload.len);
	buf_add(out, payload.at, payload.len);
}
