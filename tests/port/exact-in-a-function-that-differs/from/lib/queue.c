int queue_push(struct queue *q, int item)
{
	int used;

	might_sleep();
	spin_lock(&q->lock);
	used = queue_used(q);
	if (used >= QUEUE_MAX)
		return -ENOSPC;
	q->slot[q->tail++] = item;
	spin_unlock(&q->lock);
	return 0;
}
