#include <linux/kernel.h>

int count_probe(struct count *c)
{
	struct device *dev;
	int err;

	err = count_begin(c);
	if (err)
		goto out_free;
	return 0;

out_free:
	count_release(c->irq);
	count_unmap(c->regs);
	return err;
}

void count_remove(struct count *c)
{
	unsigned int i;

	for (i = 0; i < COUNT_MAX; i++)
		count_end(c->each[i]);
	count_unmap(c->regs);
}
