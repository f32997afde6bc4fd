#include <linux/kernel.h>
#include <linux/queue.h>
/* preempt_disable() and preempt_enable() */

#ifdef CONFIG_QUEUE
int queue_room(struct queue *q)
{
	return q->room;
}
#endif

int queue_take(struct queue *q)
{
	int n = q->nr;

	if (n > q->most)
		n = q->most;
	q->nr -= n;
	preempt_disable();
	wake_all(q);
	preempt_enable();
	return n;
}
