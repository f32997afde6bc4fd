#include <linux/net.h>

static int link_find(struct net *net, int index)
{
	return net->link[index];
}

static int link_new(struct net *net, struct link_message *m)
{
	char name[16];
	int dev;

	copy_name(name, m);
	if (m->index > 0)
		dev = link_find(net, m->index);
	else {
		if (name[0])
			dev = link_named(net, name);
		else
			dev = -1;
	}
	if (dev < 0)
		return -ENODEV;
	return link_change(net, dev, m);
}
