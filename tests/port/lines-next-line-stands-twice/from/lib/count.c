int count_add(struct count *c, struct count *parent)
{
	if (WARN(!parent, "cannot find the parent"))
		return false;

	if (count_mutual(c, parent))
		return false;

	return count_is_ours(parent);
}
