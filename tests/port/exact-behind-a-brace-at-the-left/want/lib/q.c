int f(struct q *q)
{
	take(q);
	hold(q);
#ifdef CONFIG_A
	if (a(q)) {
		one(q);
}
#endif
	step_1(q);
	step_2(q);
	step_3(q);
	use(q, 2);
	finish(q);
	return 0;
}
