// SPDX-License-Identifier: GPL-2.0-only
/* A growing array of owned strings. */
#include "core/text/strings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"

static void take(struct strings *list, char *s)
{
	list->at = grow_array(list->at, list->nr + 2, sizeof(*list->at));
	list->at[list->nr++] = s;
	list->at[list->nr] = NULL;
}

void strings_add(struct strings *list, const char *s)
{
	strings_addf(list, "%s", s);
}

void strings_addf(struct strings *list, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		abort();
	va_end(ap);
	take(list, s);
}

void strings_split(struct strings *list, struct span text, const char *between)
{
	size_t from = 0;

	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && !strchr(between, text.at[i]))
			continue;
		if (i > from)
			strings_addf(list, "%.*s", (int)(i - from),
				     text.at + from);
		from = i + 1;
	}
}

bool strings_have(const struct strings *list, const char *s)
{
	for (size_t i = 0; i < list->nr; i++)
		if (!strcmp(list->at[i], s))
			return true;
	return false;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void strings_sort(struct strings *list)
{
	if (list->nr)
		qsort(list->at, list->nr, sizeof(*list->at), compare);
}

void strings_release(struct strings *list)
{
	for (size_t i = 0; i < list->nr; i++)
		free(list->at[i]);
	free(list->at);
	*list = (struct strings){ 0 };
}
