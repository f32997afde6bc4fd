/* link */

static int __new_link(struct msg *m)
{
	struct link *l = find(m);
	int err;

	err = parse(m);
	if (err)
		return err;
	if (m->flags)
		set_flags(l, m);
	err = create(l, m);
	if (err)
		drop(l);
	notify(l);
	return err;
}

static int new_link(struct msg *m)
{
	return __new_link(m);
}
