int first(struct q *q)
{
	int used = q->tail - q->head;

	q->first = used + 1;
	return used;
}

int other_a(struct q *q)
{
	return q->other;
}
