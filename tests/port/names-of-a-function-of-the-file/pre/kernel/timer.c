static void timer_stop(struct timer *t)
{
	lock(t);
	t->running = false;
	unlock(t);
}

static int timer_fn(struct timer *t)
{
	return 0;
}

static void timer_start(struct timer *t)
{
	int cpu = this_cpu();
	int x;

	setup(t,  timer_fn, cpu);
	start_timer(cpu, t);
}
