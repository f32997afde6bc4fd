int push(struct q *q, int a)
{
	lock(&q->lock);
	begin_change(q, a);
	trace_push(q, a);
	check_room(q, a);
	q->item[q->nr] = a;
	store_item(q, a);
	unlock(&q->lock);
	return 0;
}
