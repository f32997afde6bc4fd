void second(struct stack *s)
{
	lock(&s->lock);
	s->top += 1;
	unlock(&s->lock);
}

int other_b(struct q *q)
{
	return q->other;
}
