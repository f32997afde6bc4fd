int queue_push(struct queue *q, int item)
{
	int used = queue_used(q);

	if (used >= QUEUE_MAX)
		return -ENOSPC;
	q->slot[q->tail++] = item + 1;
	q->tail %= QUEUE_MAX;
	return 0;
}
