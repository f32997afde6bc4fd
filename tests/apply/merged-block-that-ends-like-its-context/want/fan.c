#include "fan.h"

static int fan_count(void)
{
	return fans;
}

static int fan_probe(struct fan *fan)
{
	int err;

	if (!fan->regs) {
		pr_info("no registers\n");
		return 0;
	}

	/* The first batch hangs when it is asked. */
	if (fan->batch == 1) {
		pr_info("first batch\n");
		return 0;
	}

	err = fan_reset(fan);
	if (err)
		return err;
	fan->ready = true;
	return 0;
}
