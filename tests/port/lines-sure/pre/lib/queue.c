static int queue_used(const struct queue *q)
{
	trace(q);
	return (q->tail - q->head) & q->mask;
}

/* Puts an item in. */
int queue_push(struct queue *q, int item)
{
	int used = queue_used(q);

	if (used >= QUEUE_MAX)
		return -ENOSPC;
	q->slot[q->tail++] = item;
	return 0;
}
