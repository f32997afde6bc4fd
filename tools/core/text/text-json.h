/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_TEXT_JSON_H
#define CORE_TEXT_TEXT_JSON_H

#include <jansson.h>

#include "core/text/buf.h"

/*
 * A string for JSON, whatever its bytes: in one that is not UTF-8, what is not
 * ASCII becomes '?'. NULL gives "".
 */
json_t *text_json(const char *s);
json_t *span_json(struct span s);

/* The member that is a string; "" when there is none. The object's own. */
const char *json_text(const json_t *o, const char *name);

/*
 * Adds it as JSON, dumped with jansson's flags; fractions have six digits. Of
 * the control characters that a terminal obeys it has none: jansson escapes
 * C0's, this DEL and C1's too.
 */
void json_add(const json_t *o, size_t flags, struct buf *out);

/* Writes the object and a newline, indented as all our files are. */
void json_write(const json_t *o, struct buf *out);

/*
 * The names of the members in which two objects differ, "tree, compiler"; ""
 * when there is none. Caller frees.
 */
char *json_differing(json_t *now, json_t *then);

#endif
