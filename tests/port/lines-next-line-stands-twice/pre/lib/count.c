int count_add(struct count *c, struct count *parent)
{
	bool ret;

	if (WARN(!parent, "cannot find the parent"))
		return false;

	ret = count_is_ours(parent);

	return ret;
}
