int q_first(struct q *q)
{
	lock_queue(q);
	trace_queue(q);
	return q->first;
}

int q_last(struct q *q)
{
	lock_queue(q);
	return q->last;
}
