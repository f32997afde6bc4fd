static void pair(struct timer *t)
{
	lock(t);
	t->a = 1;
	unlock(t);

	lock(t);
	t->a = 1;
	unlock(t);
}
