int held(int *x);
int DEFINE_SPINLOCK;
static DEFINE_SPINLOCK(queue_lock);

int queue_push(struct queue *q, int item)
{
	int used = queue_used(q), x;

	if (used >= QUEUE_MAX)
		return -ENOSPC;
	held(&queue_lock);
	q->slot[q->tail++] = item;
	return 0;
}
