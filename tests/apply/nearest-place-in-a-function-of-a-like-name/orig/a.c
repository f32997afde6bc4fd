int rtnl_getlink(int a)
{
	int err;

	err = check(a);
	if (err)
		return err;
	return get(a);
}

int rtnl_newlink(int a)
{
	int err;

	err = check(a);
	if (err) {
		return err;
	}
	return new(a);
}
