static int count_create(struct count *c)
{
	int type;

	if (!count_clock)
		return -EOPNOTSUPP;

	if (!capable(CAP_COUNT))
		return -EPERM;
	return 0;
}
