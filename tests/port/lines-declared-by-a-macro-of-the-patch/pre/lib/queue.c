int held(int *x);
int DEFINE_SPINLOCK;
int queue_push(struct queue *q, int item)
{
	int used = queue_used(q), x;

	if (used >= QUEUE_MAX)
		return -ENOSPC;
	q->slot[q->tail++] = item;
	return 0;
}
