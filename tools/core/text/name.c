// SPDX-License-Identifier: GPL-2.0-only
/* The rules for names. */
#include "core/text/name.h"

#include <string.h>

#include "core/text/ascii.h"

#define NAME_MAX_LEN	100

bool name_is_plain(const char *name)
{
	size_t len = strlen(name);

	if (!len || len > NAME_MAX_LEN || name[0] == '.' || name[0] == '-')
		return false;
	for (const char *c = name; *c; c++)
		if (!is_letter_or_digit(*c) && !strchr("._+-", *c))
			return false;
	return true;
}

bool is_cve(const char *s)
{
	static const char shape[] = "CVE-dddd-dddd";
	size_t i;

	for (i = 0; i < sizeof(shape) - 1; i++)
		if (shape[i] == 'd' ? !is_digit(s[i]) : s[i] != shape[i])
			return false;
	return !s[i + strspn(s + i, "0123456789")] && strlen(s) < 32;
}

bool is_kcidb_origin(const char *s)
{
	return *s && !s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")];
}
