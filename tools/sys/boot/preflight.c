// SPDX-License-Identifier: GPL-2.0-only
/* What would make a boot fail that can be known before anything is built. */
#include "sys/boot/preflight.h"

#include <stdlib.h>

#include "sys/boot/guest.h"
#include "sys/boot/qemu-program.h"
#include "sys/boot/signature.h"

int boot_preflight(const char *root, const struct branch *b,
		   struct strings *left_out, struct diag *why)
{
	char *version = qemu_version(b->target, why);
	struct guest g = { 0 };
	int ret = version ? guest_find(&g, root, b, why) : 1;

	if (!ret)
		ret = guest_check_signatures(&g, b, why);
	for (size_t i = 0; !ret && left_out && i < g.nr; i++)
		if (g.check[i].why)
			strings_add(left_out, g.check[i].why);
	guest_release(&g);
	free(version);
	return ret;
}
