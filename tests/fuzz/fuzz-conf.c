// SPDX-License-Identifier: GPL-2.0-only
/* Any bytes as backport.conf, and as a check's check.conf beside a good one. */
#include <string.h>

#include "sys/conf/conf.h"
#include "tests/fuzz/scratch.h"

static const char good[] =
	"[fix \"f\"]\n\tupstream = none\n\tpatch = f.patch\n\tcheck = c\n"
	"[target \"t\"]\n\tarch = powerpc\n\timage = vmlinux\n\tqemu = q\n"
	"[branch \"v1\"]\n\tbase = v1.0\n\tfix = f\n\ttarget = t\n";

static void read_it(const void *bytes, size_t len)
{
	const char *path = scratch_file("backport.conf", bytes, len);
	struct conf c = { 0 };
	struct diag why = { 0 };

	if (conf_read(&c, scratch(), path, &why) && !why.text[0])
		abort();
	conf_release(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	scratch_folder("checks");
	scratch_folder("checks/c");
	read_it(bytes, len);
	scratch_file("checks/c/check.conf", bytes, len);
	read_it(good, strlen(good));
	return 0;
}
