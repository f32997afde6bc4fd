static int count_a(struct count *c)
{
	int ret = 0;

	c->total += ret;
	return ret;
}

int count_b(struct count *c)
{
	count_release(c);
	return c->total;
}
