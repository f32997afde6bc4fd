#include <linux/net.h>

static int link_find(struct net *net, int index)
{
	return net->link[index];
}

static int __link_new(struct net *net, struct link_message *m)
{
	char name[16];
	int dev;

	copy_name(name, m);
	if (m->index > 0) {
		found = true;
		dev = link_find(net, m->index);
	} else if (m->name) {
		found = true;
		dev = link_named(net, m->name);
	} else {
		dev = -1;
	}
	if (dev < 0)
		return -ENODEV;
	return link_change(net, dev, m);
}
