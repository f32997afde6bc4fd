#include <linux/kernel.h>

static void count_timeout(struct work_struct *work)
{
	struct count *c = to_count(work);

	count_complete(c, true);
}

static void count_handler(struct work_struct *work)
{
	struct count *c = to_count(work);
	struct count_list *list = c->list;

	count_all(list);
}
