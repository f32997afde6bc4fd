#include <linux/kernel.h>
#include <linux/slab.h>

struct queue {
	int head;
	int tail;
};

static int queue_used(struct queue *q)
{
	return q->tail - q->head;
}

int queue_push(struct queue *q, int item)
{
	int used = queue_used(q);

	if (used >= QUEUE_MAX)
		return -ENOSPC;
	lock(q);
	q->slot[q->tail++] = item;
	unlock(q);
	return 0;
}

int queue_pop(struct queue *q, int *item)
{
	int used = queue_used(q);

	if (!used)
		return -ENOENT;
	*item = q->slot[q->head++];
	return 0;
}

void queue_free(struct queue *q)
{
	kfree(q->slot);
	kfree(q);
}
