static int plat_suspend(struct device *dev)
{
	struct hcd *hcd = get(dev);

	return suspend(hcd);
}

static int plat_resume(struct device *dev)
{
	struct hcd *hcd = get(dev);
	int ret;

	ret = resume(hcd, 0);
	if (ret)
		return ret;

	enable(dev);

	return 0;
}
