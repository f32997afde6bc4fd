int count_splice(struct count *c)
{
	int ret = count_write(c);
	int i;

	for (i = 0; i < c->nr; i++) {
		pr_debug("%d\n", i);
		count_release(c, &c->each[i]);
	}
	count_unlock(c);

out:
	kfree(c->each);
	return ret;
}
