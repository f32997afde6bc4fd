#include <linux/kernel.h>
#include <linux/slab.h>

struct queue {
	int head;
	int tail;
	int flags;
};

static const struct option options[] = {
	{ "first", 1 },
	{ "tail", 2 },
	{ }
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
	q->slot[q->tail++] = item;
	return 0;
}
EXPORT_SYMBOL(queue_push);

SYSCALL_DEFINE2(queue_get, int, fd, int, flags)
{
	struct queue *q = queue_of(fd);

	if (!q)
		return -EBADF;
	if (flags)
		return -EINVAL;
	return queue_pop(q);
}

void queue_free(struct queue *q)
{
	kfree(q->slot);
	kfree(q);
}
