// SPDX-License-Identifier: GPL-2.0-only
/* The one rule for names. */
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
