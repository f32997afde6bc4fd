int count_init(struct count *c)
{
	int ret = count_setup(c);

	if (ret < 0) {
		panic("cannot set it up\n");
		return ret;
	}
	if (!c->clock) {
		pr_err("no clock\n");
		return -ENODEV;
	}
	return c->ready;
}
