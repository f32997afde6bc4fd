int queue_push(struct queue *q, int item)
{
	int used;

	if (q->closed)
		item = -1;
	might_sleep();
	spin_lock(&q->lock);
	used = queue_used(q);
	if (used >= QUEUE_MAX || item < 0)
		return -ENOSPC;
	q->slot[q->tail++] = item;
	spin_unlock(&q->lock);
	return 0;
}
