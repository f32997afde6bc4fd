/* Links. */
#include <linux/net.h>

int link_up(struct link *l)
{
	int cpu = get_cpu();

	count(l, cpu);
	put_cpu();
	return 0;
}

int link_down(struct link *l)
{
	int cpu = get_cpu();

	uncount(l, cpu);
	put_cpu();
	return 0;
}
