#include <linux/timer.h>
#include "timer.h"

#define TIMER_MAX	0x7fff

static const struct rate rates[] = {
	{ "slow", 10 },
	{ "fast", 100 },
	{ }
};

static int timer_setup(struct timer *t)
{
	t->name = "timer";
	t->max_ns = ns_of(TIMER_MAX);
	t->max_ticks = TIMER_MAX;
	t->min_ns = ns_of(3);
	t->irq = timer_irq(t);
	if (!t->irq)
		return -EINVAL;
	return 0;
}

static void timer_stop(struct timer *t)
{
	lock(t);
	t->on = false;
	unlock(t);
}

static int timer_start(struct timer *t)
{
	int err;

	lock(t);
	err = timer_arm(t);
	if ( err )
		goto out;
	t->on  =  1;
out:
	unlock(t);
	return err;
}
