static int plat_suspend(struct device *dev)
{
	struct hcd *hcd = get(dev);

	return suspend(hcd);
}

static struct hcd *plat_resume(struct device *dev)
{
	struct hcd *hcd = get(dev);

	return resume(hcd, 0);
}
