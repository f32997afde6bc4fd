int rt_handler(struct table *table, int write)
{
	int ret;

	ret = do_intvec(table, write);
	if (!ret && write)
		ret = rt_validate();
	return ret;
}
