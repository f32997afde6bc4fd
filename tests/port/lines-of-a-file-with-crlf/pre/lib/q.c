int f(struct q *q)
{
	first_step(q, 1);
	second_step(q, 2);
	third_step(q, 3);
	other(q);
	fourth_step(q, 4);
	return 0;
}
