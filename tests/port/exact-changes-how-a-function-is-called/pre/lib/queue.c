static int queue_used(const struct queue *q)
{
	return (q->tail - q->head) & q->mask;
}

int queue_push(struct queue *q, int item)
{
	if (queue_used(q) >= QUEUE_MAX)
		return -ENOSPC;
	q->slot[q->tail++] = item;
	return 0;
}

int queue_left(const struct queue *q)
{
	return QUEUE_MAX - queue_used(q);
}
