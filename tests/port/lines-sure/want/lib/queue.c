int queue_push(struct queue *q, int item)
{
	int used = 0;

	if (used >= QUEUE_MAX)
		return -ENOSPC;
	trace(q);
	lock(q);
	q->slot[q->tail++] = item;
	q->tail %= QUEUE_MAX;
	return 0;
}
