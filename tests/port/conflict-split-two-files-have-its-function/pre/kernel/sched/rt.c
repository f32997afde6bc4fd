#include "sched.h"

int rt_tick(struct task *p)
{
	return --p->slice;
}

int rt_interval(struct task *p)
{
	if (p->policy == RR)
		return p->slice;
	return 0;
}
