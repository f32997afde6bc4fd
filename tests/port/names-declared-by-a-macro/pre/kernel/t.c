static DEFINE_PER_CPU(struct hrtimer, ticker);

static void one(void)
{
	first();
}

static void setup(unsigned int cpu)
{
	struct timer_list *t = this_cpu_ptr(&ticker);

	setup_timer(t, cpu);
	go(t);
}
