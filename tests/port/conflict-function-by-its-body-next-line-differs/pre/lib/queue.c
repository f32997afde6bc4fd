static int queue_first(struct queue *q)
{
	spin_lock(&q->lock);
	list_add(&q->one, &q->all);
	q->updates++;
	spin_unlock(&q->lock);
	return 0;
}

static int queue_add_tail(struct queue *q, struct item *i)
{
	if (i->ready)
		list_add_tail(&i->list, &q->items);
	q->items++;
	q->updates++;
	spin_unlock(&q->lock);
	return i->ready;
}
