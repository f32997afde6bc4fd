int first(struct q *q)
{
	int used = q->tail - q->head;

	q->first = used + 1;
	return used;
}

void second(struct stack *s)
{
	lock(&s->lock);
	s->top += 1;
	unlock(&s->lock);
}
