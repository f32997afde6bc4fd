// SPDX-License-Identifier: GPL-2.0-only
/* Text into JSON: the one place that decides about bytes that are not UTF-8. */
#include "core/text/text-json.h"

#include <stdlib.h>

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

static int add(const char *text, size_t len, void *out)
{
	buf_add(out, text, len);
	return 0;
}

void json_write(const json_t *o, struct buf *out)
{
	if (json_dump_callback(o, add, out,
			       JSON_INDENT(2) | JSON_REAL_PRECISION(6)))
		abort();
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
