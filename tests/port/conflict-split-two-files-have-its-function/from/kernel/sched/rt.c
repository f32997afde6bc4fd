#include "sched.h"

int period = 1000000;
int runtime = 950000;

static struct table rt_table[] = {
	{
		.name		= "rt_share",
		.data		= &share,
		.mode		= 0444,
		.handler	= do_intvec,
	},
	{
		.name		= "rt_period_us",
		.data		= &period,
		.mode		= 0644,
		.handler	= rt_handler,
	},
	{
		.name		= "rt_runtime_us",
		.data		= &runtime,
		.mode		= 0644,
		.handler	= rt_handler,
	},
};

static int rt_validate(void)
{
	if (period <= 0)
		return -EINVAL;

	if (runtime != RUNTIME_INF && runtime > period)
		return -EINVAL;
	return 0;
}

static int rt_handler(struct table *table, int write)
{
	int old = period;
	int ret;

	mutex_lock(&mutex);
	ret = do_intvec(table, write);
	if (!ret && write)
		ret = rt_validate();
	if (ret)
		period = old;
	mutex_unlock(&mutex);
	return ret;
}

int rt_interval(struct task *p)
{
	if (p->policy == RR)
		return p->slice;
	return 0;
}
