// SPDX-License-Identifier: GPL-2.0-only
/* Text into JSON: the one place that decides about bytes that are not UTF-8. */
#include "core/text/text-json.h"

#include <stdlib.h>

json_t *text_json(const char *s)
{
	json_t *text = json_string(s ? s : "");
	struct buf ascii = { 0 };

	if (text)
		return text;
	for (; *s; s++)
		buf_addc(&ascii, *s & 0x80 ? '?' : *s);
	text = json_stringn(ascii.at, ascii.len);
	buf_release(&ascii);
	return text;
}

void json_write(const json_t *o, struct buf *out)
{
	char *dump = json_dumps(o, JSON_INDENT(2) | JSON_REAL_PRECISION(6));

	if (!dump)
		abort();
	buf_addf(out, "%s\n", dump);
	free(dump);
}
