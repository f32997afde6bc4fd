static int link_set(struct sock *sk, struct msg *msg)
{
	struct net *net = sock_net(sk);
	struct link *m = msg_data(msg);
	char name[16] = "";
	struct dev *dev = NULL;

	if (m->index > 0)
		dev = dev_by_index(net, m->index);
	else if (name[0])
		dev = dev_by_name(net, name);
	else
		return -EINVAL;
	return dev_set(dev, m);
}

static int link_new(struct sock *sk, struct msg *msg)
{
	struct net *net = sock_net(sk);
	struct link *m = msg_data(msg);
	char name[16] = "";
	struct dev *dev = NULL;

	if (m->index > 0)
		dev = dev_by_index(net, m->index);
	else {
		if (name[0])
			dev = dev_by_name(net, name);
	}
	if (dev)
		return dev_change(dev, m);
	return dev_make(net, m, name);
}
