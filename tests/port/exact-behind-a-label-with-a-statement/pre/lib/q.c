int f(struct q *q)
{
	int used = 0;

	take(q);
	used = start(q);
	step_0(q);
	step_1(q);
	step_2(q);
	step_3(q);
	step_4(q);
again: if (more(q)) {
		used++;
		retry(q);
	}
	use(q, used);
	finish(q);
	return used;
}
