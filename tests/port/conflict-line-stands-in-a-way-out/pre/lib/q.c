int push(struct q *q, int a)
{
	lock(&q->lock);
	begin_change(q, a);
	if (bad(q)) {
		unlock(&q->lock);
		return -EINVAL;
	}
	finish_change(q, a);
	return 0;
}
