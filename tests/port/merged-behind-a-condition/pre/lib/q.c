static struct q *q_open(int kind)
{
	struct q *q = q_find(kind);

	if (!q)
		return NULL;
	q_get(q);
	if (q->old)
		q_renew(q);
	q_touch(q);
	q_trace(q);
	return q;
}
