static int plat_suspend(struct device *dev)
{
	struct hcd *hcd = get(dev);

	return suspend(hcd);
}

static int plat_resume(struct device *dev)
{
	return resume(hcd, 0);
}
