#include "table.h"

static struct table all_table[] = {
	{
		.name		= "first",
		.data		= &first,
		.mode		= 0644,
		.handler	= do_intvec,
	},
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
		.least		= 1,
	},
	{
		.name		= "rt_runtime_us",
		.data		= &runtime,
		.mode		= 0644,
		.handler	= rt_handler,
	},
	{
		.name		= "other",
		.data		= &other,
		.mode		= 0644,
		.handler	= do_intvec,
	},
};
