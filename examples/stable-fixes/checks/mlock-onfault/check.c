// SPDX-License-Identifier: GPL-2.0-only
/* Does mlockall(MCL_ONFAULT) alone fail, and leave the locks that there are? */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

static long locked_kib(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[256];
	long kib = -1;

	while (f && fgets(line, sizeof(line), f))
		sscanf(line, "VmLck: %ld", &kib);
	if (!f || kib < 0)
		errx(99, "/proc/self/status has no VmLck");
	fclose(f);
	return kib;
}

int main(void)
{
	long kib;

	if (mlockall(MCL_CURRENT | MCL_ONFAULT)) {
		if (errno != EINVAL)
			err(99, "mlockall");
		printf("this kernel has no MCL_ONFAULT\n");
		return 4;
	}
	if (!locked_kib())
		errx(99, "nothing is locked");
	if (!mlockall(MCL_ONFAULT)) {
		kib = locked_kib();
		printf("mlockall(MCL_ONFAULT) succeeds, %ld KiB are locked\n",
		       kib);
		return 1;
	}
	if (errno != EINVAL)
		err(99, "mlockall(MCL_ONFAULT)");
	if (!locked_kib())
		errx(99, "mlockall fails and takes the locks away");
	return 0;
}
