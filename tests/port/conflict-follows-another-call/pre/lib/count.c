int count_down(struct count *c)
{
	spin_lock(&c->lock);
	pr_warn("count: %d\n", c->total);

	/*
	 * This may take a while, and nobody
	 * else can get at it.
	 */
	count_settle(c);
	return 0;
}
