#include <linux/kernel.h>

static void count_dump(struct count *c)
{
	pr_debug("\n");
}

static void count_free(struct count *c);
static void count_free_all(struct count *c,
			   int nr);

static void count_handler(struct work_struct *work)
{
	struct count_queue *queue = work_queue(work);
	int i;

	for (i = 0; i < queue->nr; i++)
		count_one(queue->each[i]);
}
