static unsigned long adjust(unsigned long interval)
{
	return interval;
}

static void restart(struct timer *t, unsigned long interval)
{
	unsigned long when = jiffies + interval;

	later();
	trace_timer(t);
}
