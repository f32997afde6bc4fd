// SPDX-License-Identifier: GPL-2.0-only
/* What a build's end means: the sources' fault, or ours. */
#include "cmd-build.h"

#include <stdio.h>

enum outcome build_judge(const struct kbuild_end *end, char *reason,
			 size_t size)
{
	reason[0] = '\0';
	if (end->made && end->nr_retries)
		snprintf(reason, size, "made after %d retries, a compiler was killed or broke down",
			 end->nr_retries);
	if (end->made)
		return PASS;
	switch (end->fault) {
	case BUILD_BROKEN:
		snprintf(reason, size, "%s", end->error);
		return FAIL;
	case BUILD_KILLED:
		snprintf(reason, size, "a compiler was killed or broke down, also in %d retries: %s",
			 end->nr_retries, end->error);
		return ERROR;
	case BUILD_NO_TOOL:
		snprintf(reason, size, "%s; share/deps.sh installs what a build needs",
			 end->error);
		return ERROR;
	case BUILD_NO_SPACE:
		snprintf(reason, size, "the disk is full, free some of it and run again: %s",
			 end->error);
		return ERROR;
	case BUILD_FINE:
		break;
	}
	snprintf(reason, size, "the configuration is not what was asked: %s",
		 end->error);
	return ERROR;
}
