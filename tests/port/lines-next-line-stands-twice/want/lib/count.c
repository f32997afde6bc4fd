int count_add(struct count *c, struct count *parent)
{
	bool ret;

	if (!parent) {
		pr_err("cannot find the parent\n");
		return false;
	}

	ret = count_is_ours(parent);

	return ret;
}
