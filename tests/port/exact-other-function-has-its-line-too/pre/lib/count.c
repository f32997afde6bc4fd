int count_c(struct count *c)
{
	count_release(c);
	return 0;
}

static int count_a(struct count *c)
{
	int ret;

	c->total += ret;
	return ret;
}

int count_b(struct count *c)
{
	count_release(c);
	return c->total;
}
