#include <linux/timer.h>
#include "timer.h"

static int timer_setup(struct timer *t)
{
	t->name = "timer";
	t->irq = timer_irq(t);
	if (!t->irq)
		return -EINVAL;
	return 0;
}

static void timer_stop(struct timer *t)
{
	lock(t);
	t->running = false;
	unlock(t);
}
