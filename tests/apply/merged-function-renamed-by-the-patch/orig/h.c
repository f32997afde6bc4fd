/* a line that came since */
long first(void)
{
	return 1;
}

static int link_restart(struct bus *bus)
{
	int ret = 0;

	a(0);
	a(1);
	a(2);
	a(3);
	a(4);
	a(5);
	a(6);
	if (do_restart(bus))
		goto out;
	ret = restart(bus);
out:
	return ret;
}
