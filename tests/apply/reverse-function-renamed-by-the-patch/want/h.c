/* a line that came since */
long first(void)
{
	return 1;
}

long nanosleep(struct timespec *rqtp)
{
	struct timer t;
	int ret = 0;

	a(1);
	a(2);
	a(3);
	a(4);
	a(5);
	a(6);
	if (do_nanosleep(&t, rqtp))
		goto out;
	ret = restart(&t);
out:
	destroy(&t);
	return ret;
}

long last(void)
{
	return 9;
}
