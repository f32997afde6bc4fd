#include <linux/kernel.h>
#include <linux/queue.h>

#ifdef CONFIG_QUEUE
int queue_over_room(struct queue *q)
{
	return q->room;
}
#endif

int queue_take(struct queue *q)
{
	int n = q->nr;

	if (queue_over(q, n))
		n = q->most;
	q->nr -= n;
	wake_all(q);
	return n;
}
