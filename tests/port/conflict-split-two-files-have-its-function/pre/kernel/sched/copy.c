#include "sched.h"

int period = 1000000;
int runtime = 950000;

int do_intvec_minmax(struct table *table, int write);

static int rt_validate(void)
{
	if (period <= 0)
		return -EINVAL;

	if (runtime != RUNTIME_INF && runtime > period)
		return -EINVAL;
	return 0;
}

int rt_handler(struct table *table, int write)
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

int core_init(void)
{
	return rt_validate();
}
