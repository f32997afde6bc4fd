int count_down(struct count *c)
{
	spin_lock(&c->lock);
	pr_warn("count: %d\n", c->total);

	count_flush(c);
	count_settle(c);
	return 0;
}
