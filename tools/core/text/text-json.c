// SPDX-License-Identifier: GPL-2.0-only
/* Text into JSON: the one place that decides about bytes that are not UTF-8. */
#include "core/text/text-json.h"

#include <stdlib.h>
#include <string.h>

json_t *span_json(struct span s)
{
	json_t *text = json_stringn(s.len ? s.at : "", s.len);
	struct buf ascii = { 0 };

	if (text)
		return text;
	for (size_t i = 0; i < s.len; i++)
		buf_addc(&ascii, s.at[i] & 0x80 ? '?' : s.at[i]);
	text = json_stringn(ascii.at, ascii.len);
	buf_release(&ascii);
	return text;
}

json_t *text_json(const char *s)
{
	return span_json(span_of(s ? s : ""));
}

const char *json_text(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s ? s : "";
}

void json_add(const json_t *o, size_t flags, struct buf *out)
{
	char *dump = json_dumps(o, flags | JSON_REAL_PRECISION(6));
	char *rest = dump;

	if (!dump)
		abort();
	while (*rest) {
		size_t n = strcspn(rest, "\x7f\xc2");

		buf_add(out, rest, n);
		rest += n;
		if (*rest == '\x7f') {
			buf_adds(out, "\\u007f");
			rest++;
		} else if (*rest) {
			unsigned char c = (unsigned char)rest[1];

			if (c < 0xa0)
				buf_addf(out, "\\u00%02x", c);
			else
				buf_add(out, rest, 2);
			rest += 2;
		}
	}
	free(dump);
}

void json_write(const json_t *o, struct buf *out)
{
	json_add(o, JSON_INDENT(2), out);
	buf_addc(out, '\n');
}

char *json_differing(json_t *now, json_t *then)
{
	struct buf names = { 0 };
	const char *name;
	json_t *value;

	json_object_foreach(now, name, value)
		if (!json_equal(value, json_object_get(then, name)))
			buf_addf(&names, "%s%s", names.len ? ", " : "", name);
	json_object_foreach(then, name, value)
		if (!json_object_get(now, name))
			buf_addf(&names, "%s%s", names.len ? ", " : "", name);
	return buf_detach(&names);
}
